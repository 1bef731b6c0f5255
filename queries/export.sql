-- What stands in the spreadsheet of the given cases: identity, then every variable as code and as label?
-- Parameters: $case_ids.
-- Columns: case_id, heading, value; long, in the order of the columns to be.
with wanted as (
    select
        unnest($case_ids::varchar[]) as case_id,
        generate_subscripts($case_ids::varchar[], 1) as place
),

spread as (
    select
        c.case_id,
        v.variable,
        v.position,
        string_agg(c.code, '; ' order by vv.position) as codes,
        string_agg(coalesce(vv.label, c.code), '; ' order by vv.position) as labels
    from (
        select
            facet.case_id,
            facet.variable,
            facet.code
        from facet
        union all
        select
            coding.case_id,
            coding.variable,
            coding.value
        from coding
        inner join variable using (variable)
        where variable.kind in ('number', 'text')
    ) as c
    inner join wanted using (case_id)
    inner join variable as v using (variable)
    left join variable_value as vv on c.variable = vv.variable and c.code = vv.code
    group by all
),

cells as (
    select
        i.case_id,
        unnest([
            { 'rank': -9, 'heading': 'name', 'value': i.name },
            { 'rank': -8, 'heading': 'summary', 'value': i.summary },
            { 'rank': -7, 'heading': 'locality', 'value': i.locality },
            { 'rank': -6, 'heading': 'latitude', 'value': i.latitude::varchar },
            { 'rank': -5, 'heading': 'longitude', 'value': i.longitude::varchar },
            { 'rank': -4, 'heading': 'precision', 'value': i.precision },
            { 'rank': -3, 'heading': 'start_year', 'value': i.start_year::varchar },
            { 'rank': -2, 'heading': 'end_year', 'value': i.end_year::varchar },
            { 'rank': -1, 'heading': 'programme', 'value': i.programme }
        ], recursive := true)
    from initiative as i
    inner join wanted using (case_id)
    union all
    select
        case_id,
        2 * position,
        variable,
        codes
    from spread
    union all
    select
        case_id,
        2 * position + 1,
        variable || '_label',
        labels
    from spread
)

select
    cells.case_id,
    cells.heading,
    cells.value
from cells
inner join wanted using (case_id)
order by wanted.place, cells.rank
