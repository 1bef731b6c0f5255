-- How many cases, countries and sources are there among the given cases, and how much of what followed is known?
-- Parameters: $case_ids.
-- Columns (one row): cases, countries, sources, with_record, delivered (peak at delivered or above), no_further (peak
--   at no action or commitment), reversed, reversal_unknown, independent, failure_search.
with wanted as (select unnest($case_ids::varchar[]) as case_id)

select
    count(*) as cases,
    count(distinct i.country) as countries,
    (select count(*) from source inner join wanted using (case_id)) as sources,
    count(*) filter (where not peak.is_missing) as with_record,
    count(*) filter (where derived.action_peak in ('delivered', 'sustained')) as delivered,
    count(*) filter (where derived.action_peak in ('no_action', 'commitment')) as no_further,
    count(*) filter (where i.case_id in (
        select event.case_id from event
        where event.reversal is not null
    )) as reversed,
    count(*) filter (
        where i.case_id in (
            select facet.case_id
            from facet
            where facet.variable = 'reversal' and facet.code in ('not_reported', 'unclear')
        )
    ) as reversal_unknown,
    count(*) filter (where derived.outcome_independence = 'independent') as independent,
    count(*) filter (where i.selection_route = 'failure_search') as failure_search
from wanted
inner join initiative as i using (case_id)
inner join derived using (case_id)
inner join variable_value as peak on peak.variable = 'action_peak' and derived.action_peak = peak.code
