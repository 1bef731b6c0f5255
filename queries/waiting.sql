-- How long did each given case wait for a rung of the action ladder, from its first joint activity?
-- Years only are known: a wait is a difference of calendar years, up to one year shorter or longer than the true one.
-- The record of a case ends at its last dated evidence: an event, the end of the initiative, or a source.
-- Parameters: $case_ids; $rung, the rung to reach (or a higher one).
-- Columns: case_id, name, country, start_year, reached_year, last_year, dropped (null, 'no_start', 'not_dated',
--   'no_record' or 'before_start'), years, happened.
with wanted as (select unnest($case_ids::varchar[]) as case_id),

target as (
    select position from variable_value
    where variable = 'rung' and code = $rung
),

event_dates as (
    select
        e.case_id,
        min(e.year) filter (where v.position >= target.position and e.reversal is null) as reached_year,
        bool_or(v.position >= target.position and e.reversal is null) as reached,
        max(e.year) as last_event
    from event as e
    inner join variable_value as v on v.variable = 'rung' and e.rung = v.code
    cross join target
    group by e.case_id
),

source_dates as (
    select
        case_id,
        max(year) as last_source
    from source
    group by case_id
),

dated as (
    select
        i.case_id,
        i.name,
        country.label as country,
        i.start_year,
        e.reached_year,
        coalesce(e.reached, false) as reached,
        greatest(e.last_event, i.end_year, s.last_source) as last_year,
        e.case_id is null as silent
    from initiative as i
    inner join wanted using (case_id)
    inner join country using (country)
    left join event_dates as e using (case_id)
    left join source_dates as s using (case_id)
),

judged as (
    select
        *,
        case
            when start_year is null then 'no_start'
            when silent then 'no_record'
            when reached and reached_year is null then 'not_dated'
            when not reached and last_year is null then 'not_dated'
            when coalesce(reached_year, last_year) < start_year then 'before_start'
        end as dropped
    from dated
)

select
    case_id,
    name,
    country,
    start_year,
    reached_year,
    last_year,
    dropped,
    if(dropped is null, coalesce(reached_year, last_year) - start_year, null) as years,
    reached as happened
from judged
order by years nulls last, name
