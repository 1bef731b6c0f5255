-- Which tables are released, and how large are they?
-- Parameters: none.
-- Columns: name, description, primary_key (list), rows_in_it.
select
    p.name,
    p.description,
    p.primary_key,
    t.estimated_size as rows_in_it
from package_table as p
inner join duckdb_tables() as t on p.name = t.table_name
order by p.position
