-- What does a list of cases show of each case?
-- Parameters: $case_ids; $sort: relevance (the order given), name, year (newest start first) or action (highest first);
--   $skip and $take, how many rows to leave out and to return.
-- Columns: case_id, name, summary, country, region, locality, start_year, end_year, status, domain, approach, scale,
--   final_authority, action_peak, action_now (codes), reversal (codes, joined), sources, independent_sources,
--   selection_route, latitude, longitude (those of the country where the case has none), precision.
with wanted as (
    select
        unnest($case_ids::varchar[]) as case_id,
        generate_subscripts($case_ids::varchar[], 1) as place
),

-- The page is cut out first, so that only its rows are looked up further.
shown as (
    select
        i.case_id,
        row_number() over (
            order by
                if($sort = 'year', -i.start_year, null) nulls last,
                if($sort = 'action', if(peak.is_missing, -1, peak.position), null) desc nulls last,
                if($sort = 'relevance', w.place, null) nulls last,
                i.name
        ) as rank
    from wanted as w
    inner join initiative as i using (case_id)
    inner join derived using (case_id)
    left join variable_value as peak on peak.variable = 'action_peak' and derived.action_peak = peak.code
    qualify rank > $skip and rank <= $skip + $take
),

single as (
    select
        case_id,
        max(code) filter (where variable = 'policy_domain') as domain,
        max(code) filter (where variable = 'approach') as approach,
        max(code) filter (where variable = 'scale') as scale,
        max(code) filter (where variable = 'final_authority') as final_authority,
        string_agg(code, ' ' order by code) filter (where variable = 'reversal') as reversal
    from facet
    inner join shown using (case_id)
    where variable in ('policy_domain', 'approach', 'scale', 'final_authority', 'reversal')
    group by case_id
),

cited as (
    select
        case_id,
        count(*) as sources,
        count(*) filter (where independence = 'independent') as independent_sources
    from source
    inner join shown using (case_id)
    group by case_id
)

select
    i.case_id,
    i.name,
    i.summary,
    country.label as country,
    country.region,
    i.locality,
    i.start_year,
    i.end_year,
    i.status,
    single.domain,
    single.approach,
    single.scale,
    single.final_authority,
    derived.action_peak,
    derived.action_now,
    single.reversal,
    cited.sources,
    cited.independent_sources,
    i.selection_route,
    coalesce(i.latitude, country.latitude) as latitude,
    coalesce(i.longitude, country.longitude) as longitude,
    i.precision
from shown
inner join initiative as i using (case_id)
inner join country using (country)
inner join derived using (case_id)
inner join single using (case_id)
inner join cited using (case_id)
order by shown.rank
