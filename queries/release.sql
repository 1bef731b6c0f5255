-- Which release of the data is this, and which years and cases does it span?
-- Parameters: none.
-- Columns (one row): version, released, initiatives, first_year, last_year.
select
    release.version,
    release.released,
    release.initiatives,
    (select min(start_year) from initiative) as first_year,
    (select max(start_year) from initiative) as last_year
from release
