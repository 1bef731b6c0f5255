-- What changed in each release?
-- Parameters: none.
-- Columns: version, released, note; newest first.
select
    version,
    released,
    note
from release_note
order by position
