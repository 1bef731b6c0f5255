-- What stands in one table?
-- Parameters: $name, the name of a table.
-- Columns: those of the table.
select * from query_table($name)
order by all
