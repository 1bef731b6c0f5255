-- How do the values of a variable spread over the decades in which the given cases started?
-- Parameters: $case_ids; $row_variable. A many-valued variable counts a case in each value.
-- Columns: as in crosstab.sql, the columns being decades: column_code is the first year of the decade, or not_reported.
select
    facet.code as row_code,
    v.label as row_label,
    v.position as row_position,
    v.is_missing as row_missing,
    coalesce(cast(i.start_year // 10 * 10 as varchar), 'not_reported') as column_code,
    coalesce(cast(i.start_year // 10 * 10 as varchar) || 's', 'Not reported') as column_label,
    coalesce(i.start_year // 10, 9999) as column_position,
    i.start_year is null as column_missing,
    count(*) as cases
from facet
inner join initiative as i using (case_id)
inner join variable_value as v using (variable, code)
where facet.case_id in (select unnest($case_ids::varchar[])) and facet.variable = $row_variable
group by all
order by row_position, column_position
