-- Which of the given cases stand in some groups, and what is their outcome?
-- Parameters: $case_ids; $row_variable and $codes, the groups; $column_variable, the outcome.
-- Columns: code (of the group), case_id, name, outcome (code), outcome_label, outcome_missing; by group and name.
select
    r.code,
    i.case_id,
    i.name,
    c.code as outcome,
    v.label as outcome_label,
    v.is_missing as outcome_missing
from facet as r
inner join facet as c using (case_id)
inner join initiative as i using (case_id)
inner join variable_value as v on c.variable = v.variable and c.code = v.code
where
    r.variable = $row_variable
    and list_contains($codes::varchar[], r.code)
    and c.variable = $column_variable
    and i.case_id in (select unnest($case_ids::varchar[]))
order by r.code, v.is_missing, v.position desc, i.name
