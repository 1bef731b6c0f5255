-- How do the given cases spread over the values of some variables, missing codes included?
-- Parameters: $case_ids; $shown, the list of variables.
-- Columns: variable, code, label, position, is_missing, cases; every value of the variable, also those with none.
with wanted as (select unnest($case_ids::varchar[]) as case_id),

counted as (
    select
        facet.variable,
        facet.code,
        count(*) as cases
    from facet
    inner join wanted using (case_id)
    where list_contains($shown::varchar[], facet.variable)
    group by all
)

select
    v.variable,
    v.code,
    v.label,
    v.position,
    v.is_missing,
    coalesce(counted.cases, 0) as cases
from variable_value as v
left join counted using (variable, code)
where list_contains($shown::varchar[], v.variable)
order by v.variable, v.position
