-- In how many of the given cases is power at some stage reported, and in how many is it shared or lay-led?
-- Parameters: $case_ids.
-- Columns (one row): cases, reported (at least one stage known), shared, silent (no stage known).
with stages as (
    select
        c.case_id,
        count(*) filter (where not c.is_missing) as known
    from coding as c
    inner join variable using (variable)
    where variable.stage and c.case_id in (select unnest($case_ids::varchar[]))
    group by c.case_id
)

select
    count(*) as cases,
    count(*) filter (where known > 0) as reported,
    count(*) filter (
        where case_id in (
            select facet.case_id from facet
            where facet.variable = 'shared_in' and facet.code <> 'none'
        )
    ) as shared,
    count(*) filter (where known = 0) as silent
from stages
