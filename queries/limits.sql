-- Which limits do the checks of the data enforce?
-- Parameters: none.
-- Columns: name, value (words or months).
select
    name,
    value
from coding_limit
order by name
