-- Which values does each of the given cases have, in the order of the codebook, coded and derived?
-- Parameters: $case_ids.
-- Columns: case_id, variable, variable_label, question, lens, made, kind, stage, rule, value, label, definition,
--   is_missing, basis, position; one row a value.
select
    c.case_id,
    c.variable,
    v.label as variable_label,
    v.question,
    v.lens,
    v.made,
    v.kind,
    v.stage,
    v.rule,
    c.value,
    coalesce(vv.label, c.value) as label,
    vv.definition,
    c.is_missing,
    c.basis,
    vv.position
from (
    select
        case_id,
        variable,
        value,
        is_missing,
        basis
    from coding
    where list_contains($case_ids::varchar[], case_id)
    union all
    select
        facet.case_id,
        facet.variable,
        facet.code,
        variable_value.is_missing,
        null
    from facet
    inner join variable using (variable)
    inner join variable_value using (variable, code)
    where list_contains($case_ids::varchar[], facet.case_id) and variable.made = 'derived'
) as c
inner join variable as v using (variable)
left join variable_value as vv on c.variable = vv.variable and c.value = vv.code
order by c.case_id, v.position, vv.position
