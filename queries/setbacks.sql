-- What went wrong in the given cases: no action, reversals, backlash and harms, each with year, actor and report?
-- Parameters: $case_ids.
-- Columns: kind (no_action, reversal, backlash, harms), code, label, case_id, name, country, year, actor, what,
--   address, locator.
with wanted as (select unnest($case_ids::varchar[]) as case_id),

from_events as (
    select
        if(e.reversal is null, 'no_action', 'reversal') as kind,
        coalesce(e.reversal, e.rung) as code,
        e.case_id,
        e.year,
        e.actor,
        e.what,
        e.source,
        e.locator
    from event as e
    where e.reversal is not null or e.rung = 'no_action'
),

from_codings as (
    select
        c.variable as kind,
        c.value as code,
        c.case_id,
        null::integer as year,
        null::varchar as actor,
        s.note as what,
        s.source,
        s.locator
    from coding as c
    inner join support as s using (case_id, variable)
    where c.variable in ('backlash', 'harms') and not c.is_missing and c.value <> 'none_found'
)

select
    w.kind,
    w.code,
    v.label,
    w.case_id,
    i.name,
    country.label as country,
    w.year,
    w.actor,
    w.what,
    coalesce(source.url, 'https://doi.org/' || source.doi) as address,
    w.locator
from (
    select * from from_events
    union all
    select * from from_codings
) as w
inner join wanted using (case_id)
inner join initiative as i using (case_id)
inner join country using (country)
inner join source using (case_id, source)
inner join variable_value as v on v.variable = if(w.kind = 'no_action', 'rung', w.kind) and w.code = v.code
order by w.kind, v.position, w.year nulls last, i.name
