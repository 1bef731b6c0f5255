-- When nothing is left: how many cases would dropping one filter, the search or the years bring back?
-- Parameters: as in selection.sql.
-- Columns: dropped (a variable, or 'search' or 'years'), cases; most first, and only what brings any back.
with chosen as (
    select distinct unnest($variables::varchar[]) as variable
),

met as (
    select
        case_id,
        variable
    from met($variables::varchar[], $codes::varchar[])
),

wish as (
    select variable as dropped from chosen
    union all
    select 'search'
    where len(search_terms($search::varchar)) > 0
    union all
    select 'years'
    where coalesce($year_from::integer, $year_to::integer) is not null
),

kept as (
    select
        wish.dropped,
        i.case_id
    from wish
    cross join initiative as i
    where
        (
            wish.dropped = 'search'
            or len(search_terms($search::varchar)) = 0
            or i.case_id in (select f.case_id from found($search::varchar) as f)
        )
        and (
            wish.dropped = 'years'
            or (
                ($year_from::integer is null or i.start_year >= $year_from::integer)
                and ($year_to::integer is null or i.start_year <= $year_to::integer)
            )
        )
)

select
    kept.dropped,
    count(*) as cases
from kept
where
    not exists (
        select 1 from chosen
        where
            chosen.variable <> kept.dropped
            and (kept.case_id, chosen.variable) not in (select (met.case_id, met.variable) from met)
    )
group by kept.dropped
order by cases desc, kept.dropped
