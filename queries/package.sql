-- What does the released package say of itself?
-- Parameters: none.
-- Columns (one row): name, title, description, creator, licence, licence_title, licence_url, version, released.
select
    package.name,
    package.title,
    package.description,
    package.creator,
    package.licence,
    package.licence_title,
    package.licence_url,
    release.version,
    release.released
from package
cross join release
