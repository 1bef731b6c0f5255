-- How many cases would each value of each filter leave, given the search, the years and all other filters?
-- Parameters: as in selection.sql, and $shown, the list of variables to count.
-- Columns: variable, code, cases.
with met as (
    select
        case_id,
        variable
    from met($variables::varchar[], $codes::varchar[])
),

met_count as (
    select
        case_id,
        count(*) as variables
    from met
    group by case_id
),

-- For each case, the filters that it does not meet: none, or one, matter here.
standing as (
    select
        c.case_id,
        len(list_distinct($variables::varchar[])) - coalesce(met_count.variables, 0) as unmet
    from candidate($search::varchar, $year_from::integer, $year_to::integer) as c
    left join met_count using (case_id)
)

select
    facet.variable,
    facet.code,
    count(*) as cases
from facet
inner join standing using (case_id)
where
    list_contains($shown::varchar[], facet.variable)
    and (
        standing.unmet = 0
        or (
            standing.unmet = 1
            and list_contains($variables::varchar[], facet.variable)
            and (facet.case_id, facet.variable) not in (select (met.case_id, met.variable) from met)
        )
    )
group by facet.variable, facet.code
