-- Which three other cases share most of the context of one case? Outcome and power play no part.
-- Parameters: $case_id.
-- Columns: case_id, name, country, shared (labels of the shared values).
with context as (
    select
        facet.case_id,
        facet.variable,
        facet.code
    from facet
    inner join variable_value using (variable, code)
    where
        facet.variable in ('policy_domain', 'approach', 'scale', 'settlement', 'region', 'groups', 'trigger')
        and not variable_value.is_missing
),

mine as (
    select
        variable,
        code
    from context
    where case_id = $case_id
),

shared as (
    select
        context.case_id,
        count(distinct context.variable) as variables,
        count(*) as codes,
        list(v.label order by variable.position, v.position) as labels
    from context
    inner join mine using (variable, code)
    inner join variable_value as v using (variable, code)
    inner join variable using (variable)
    where context.case_id <> $case_id
    group by context.case_id
)

select
    i.case_id,
    i.name,
    country.label as country,
    shared.labels as shared
from shared
inner join initiative as i using (case_id)
inner join country using (country)
order by shared.variables desc, shared.codes desc, i.name
limit 3
