-- Which sources do the given cases rest on?
-- Parameters: $case_ids.
-- Columns: case_id, source, position, title, publisher, year, address, type, independence, read (labels), language,
--   retrieved.
select
    s.case_id,
    s.source,
    s.position,
    s.title,
    s.publisher,
    s.year,
    coalesce(s.url, 'https://doi.org/' || s.doi) as address,
    kind.label as type,
    relation.label as independence,
    extent.label as read,
    s.language,
    s.retrieved
from source as s
inner join variable_value as kind on kind.variable = 'source_type' and s.type = kind.code
inner join variable_value as relation on relation.variable = 'independence' and s.independence = relation.code
inner join variable_value as extent on extent.variable = 'read' and s.read = extent.code
where list_contains($case_ids::varchar[], s.case_id)
order by s.case_id, s.position
