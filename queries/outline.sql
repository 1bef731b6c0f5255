-- What do the world's countries look like?
-- Parameters: none.
-- Columns (one row): topology (TopoJSON with the object countries).
select topology from outline
