-- What do the sources say on each coded value of the given cases?
-- Parameters: $case_ids.
-- Columns: case_id, variable, source, locator, note, title, address.
select
    s.case_id,
    s.variable,
    s.source,
    s.locator,
    s.note,
    source.title,
    coalesce(source.url, 'https://doi.org/' || source.doi) as address
from support as s
inner join source using (case_id, source)
where list_contains($case_ids::varchar[], s.case_id)
order by s.case_id, s.variable, s.position
