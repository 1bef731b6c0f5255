-- What are all cases called?
-- Parameters: none.
-- Columns: case_id, name, country; by name.
select
    i.case_id,
    i.name,
    country.label as country
from initiative as i
inner join country using (country)
order by i.name
