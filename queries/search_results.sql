-- How many searches for further sources were made, for how many cases, and with what result?
-- Parameters: none.
-- Columns (one row): searches, cases, cases_found (cases for which any search brought a source), cases_without.
with by_case as (
    select
        case_id,
        count(*) as searches,
        bool_or(result = 'found') as found
    from search
    group by case_id
)

select
    coalesce(sum(searches), 0)::integer as searches,
    count(*) as cases,
    count(*) filter (where found) as cases_found,
    count(*) filter (where not found) as cases_without
from by_case
