-- How often is each value of a variable found among the given cases, by decade of the start or by world region?
-- Parameters: $case_ids; $variable; $by, decade or region.
-- Columns: band, code, label, position, cases. A case without a start year stands under 'not reported'.
select
    if(
        $by = 'decade',
        coalesce(cast(i.start_year // 10 * 10 as varchar) || 's', 'not reported'),
        country.region
    ) as band,
    facet.code,
    v.label,
    v.position,
    count(*) as cases
from facet
inner join initiative as i using (case_id)
inner join country using (country)
inner join variable_value as v using (variable, code)
where facet.case_id in (select unnest($case_ids::varchar[])) and facet.variable = $variable
group by all
order by band, v.position
