-- Which values can each variable take, in their order?
-- Parameters: none.
-- Columns: variable, code, position, label, definition, is_missing.
select
    variable,
    code,
    position,
    label,
    definition,
    is_missing
from variable_value
order by variable, position
