-- Which cases match the filters? OR within a variable, AND across variables, and every word of the search.
-- Parameters: $variables and $codes, lists of equal length, one pair a chosen value; $search, text;
--   $year_from and $year_to, years of the start or null.
-- Columns: case_id; in order of relevance to the search, then name.
with chosen as (
    select distinct
        unnest($variables::varchar[]) as variable,
        unnest($codes::varchar[]) as code
),

met as (
    select
        facet.case_id,
        count(distinct facet.variable) as variables
    from facet
    inner join chosen using (variable, code)
    group by facet.case_id
)

select i.case_id
from candidate($search::varchar, $year_from::integer, $year_to::integer) as c
inner join initiative as i using (case_id)
left join met using (case_id)
where coalesce(met.variables, 0) = (select count(distinct variable) from chosen)
order by c.relevance desc, i.name
