-- Which cases match the filters? OR within a variable, AND across variables, and every word of the search.
-- Parameters: $variables and $codes, lists of equal length, one pair a chosen value; $search, text;
--   $year_from and $year_to, years of the start or null.
-- Columns: case_id; in order of relevance to the search, then name.
with met as (
    select
        case_id,
        count(*) as variables
    from met($variables::varchar[], $codes::varchar[])
    group by case_id
)

select i.case_id
from candidate($search::varchar, $year_from::integer, $year_to::integer) as c
inner join initiative as i using (case_id)
left join met using (case_id)
where coalesce(met.variables, 0) = len(list_distinct($variables::varchar[]))
order by c.relevance desc, i.name
