-- Which values can each variable take, in their order?
-- Parameters: none.
-- Columns: variable, code, position, label, definition, is_missing, formerly.
select
    variable,
    code,
    position,
    label,
    definition,
    is_missing,
    formerly
from variable_value
order by variable, position
