-- Which variables can be filtered and counted?
-- Parameters: none.
-- Columns: variable; in codebook order.
select v.variable
from variable as v
where v.variable in (select facet.variable from facet)
order by v.position
