-- Who, where and when is one case?
-- Parameters: $case_id.
-- Columns (one row, none for an unknown case): the columns of initiative with country label and region, and the derived
--   fields.
select
    i.*,
    country.label as country_label,
    country.region,
    derived.* exclude (case_id)
from initiative as i
inner join country using (country)
inner join derived using (case_id)
where i.case_id = $case_id
