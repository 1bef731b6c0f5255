-- Which kinds of evidence are held for which arrangement, how sure is it that the action occurred, and who says so?
-- Parameters: $case_ids; $row_variable, the arrangement.
-- Columns: code, label, position, is_missing (of the arrangement), type, type_label, type_position (kind of source),
--   held (cases with such a source), speaking (those of them with a record of what followed), confidence (median
--   position on the scale of occurrence_confidence among speaking cases), not_independent (speaking cases without an
--   independent word), cases_in_row (cases with this value at all). Every pair of a value and a kind, also empty ones.
with wanted as (select unnest($case_ids::varchar[]) as case_id),

rows_of as (
    select
        facet.case_id,
        facet.code
    from facet
    inner join wanted using (case_id)
    where facet.variable = $row_variable
),

held as (
    select distinct
        rows_of.code,
        source.type,
        rows_of.case_id
    from rows_of
    inner join source using (case_id)
),

counted as (
    select
        held.code,
        held.type,
        count(*) as held,
        count(*) filter (where record.code = 'events_recorded') as speaking,
        median(sure.position) filter (where record.code = 'events_recorded' and not sure.is_missing) as confidence,
        count(*) filter (where record.code = 'events_recorded' and derived.outcome_independence <> 'independent')
            as not_independent
    from held
    inner join derived using (case_id)
    inner join facet as record on held.case_id = record.case_id and record.variable = 'action_record'
    inner join facet as grade on held.case_id = grade.case_id and grade.variable = 'occurrence_confidence'
    inner join variable_value as sure on grade.variable = sure.variable and grade.code = sure.code
    group by held.code, held.type
),

sizes as (
    select
        code,
        count(*) as cases_in_row
    from rows_of
    group by code
)

select
    v.code,
    v.label,
    v.position,
    v.is_missing,
    kind.code as type,
    kind.label as type_label,
    kind.position as type_position,
    coalesce(counted.held, 0) as held,
    coalesce(counted.speaking, 0) as speaking,
    counted.confidence,
    coalesce(counted.not_independent, 0) as not_independent,
    coalesce(sizes.cases_in_row, 0) as cases_in_row
from variable_value as v
cross join variable_value as kind
left join counted on v.code = counted.code and kind.code = counted.type
left join sizes on v.code = sizes.code
where v.variable = $row_variable and kind.variable = 'source_type'
order by v.position, kind.position
