-- Which columns of the released tables name a row of another?
-- Parameters: none.
-- Columns: name (of the table), columns (list), target (a table; empty for the same one), target_columns (list).
select
    name,
    columns,
    target,
    target_columns
from package_reference
order by name, columns
