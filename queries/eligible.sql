-- Which of the given cases may enter a proportion, and why not the others?
-- Cases found by a search for failures never do. On demand, only those with an independent word on the outcome, and
-- only one case a programme (the first by id among the given ones).
-- Parameters: $case_ids; $independent_only and $one_per_programme, true or false.
-- Columns: case_id, left_out (null, 'failure_search', 'not_independent' or 'same_programme').
with wanted as (
    select
        i.*,
        d.outcome_independence
    from initiative as i
    inner join derived as d using (case_id)
    where i.case_id in (select unnest($case_ids::varchar[]))
),

marked as (
    select
        case_id,
        programme,
        case
            when selection_route = 'failure_search' then 'failure_search'
            when $independent_only::boolean and outcome_independence <> 'independent' then 'not_independent'
        end as left_out
    from wanted
)

select
    case_id,
    case
        when left_out is not null then left_out
        when
            $one_per_programme::boolean
            and programme is not null
            and row_number() over (partition by programme, left_out order by case_id) > 1
            then 'same_programme'
    end as left_out
from marked
order by case_id
