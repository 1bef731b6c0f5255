-- Which columns do the released tables have?
-- Parameters: none.
-- Columns: name (of the table), column_name, data_type, required, description; as they stand in the table.
select
    c.table_name as name,
    c.column_name,
    c.data_type,
    not c.is_nullable as required,
    about.description
from duckdb_columns() as c
inner join package_table as p on c.table_name = p.name
left join package_column as about on c.table_name = about.name and c.column_name = about.column_name
order by p.position, c.column_index
