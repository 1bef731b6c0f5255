-- How do the given cases spread over two variables?
-- Parameters: $case_ids; $row_variable and $column_variable. A many-valued variable counts a case in each value.
-- Columns: row_code, row_label, row_position, row_missing, column_code, column_label, column_position, column_missing,
--   cases; only cells that hold a case.
select
    r.code as row_code,
    rv.label as row_label,
    rv.position as row_position,
    rv.is_missing as row_missing,
    c.code as column_code,
    cv.label as column_label,
    cv.position as column_position,
    cv.is_missing as column_missing,
    count(*) as cases
from facet as r
inner join facet as c using (case_id)
inner join variable_value as rv on r.variable = rv.variable and r.code = rv.code
inner join variable_value as cv on c.variable = cv.variable and c.code = cv.code
where
    r.case_id in (select unnest($case_ids::varchar[]))
    and r.variable = $row_variable
    and c.variable = $column_variable
group by all
order by rv.position, cv.position
