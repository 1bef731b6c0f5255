-- Which colours do the charts use, by name and mode (light or dark)?
-- Parameters: none.
-- Columns: name, mode, shades (list, in order).
select
    name,
    mode,
    list(hex order by position) as shades
from colour
group by name, mode
order by name, mode
