-- Which cases are nearest to a described setting? Gower's general similarity (Gower 1971, Biometrics 27, 857-871,
-- doi 10.2307/2528823) over what is known before any outcome: one-valued variables match or not; the scale counts by
-- rank, one less the distance over the range; many-valued ones by Jaccard (shared over all values of both). A variable
-- that the visitor leaves open plays no part; one that a case does not report lowers the coverage of that case only.
-- Parameters: $case_ids; $variables and $codes, lists of equal length, one pair a described value; $weighted and
--   $weights, lists of equal length, the weight of each variable.
-- Columns: case_id, name, country, similarity (0 to 1), coverage (share of the weight that could be compared), distance
--   (1 - similarity), same, differs, unknown (lists of variables), action_peak, setback (no action, commitment only or
--   a reversal); nearest first, at equal similarity the better covered.
with described as (
    select
        unnest($variables::varchar[]) as variable,
        unnest($codes::varchar[]) as code
),

weight as (
    select
        unnest($weighted::varchar[]) as variable,
        unnest($weights::double[]) as weight
),

wished as (
    select
        described.variable,
        any_value(weight.weight) as weight,
        list(distinct described.code) as codes,
        any_value(variable.kind) as kind,
        any_value(v.position) as position
    from described
    inner join weight using (variable)
    inner join variable using (variable)
    inner join variable_value as v using (variable, code)
    where weight.weight > 0
    group by described.variable
),

span as (
    select
        variable,
        max(position) - min(position) as steps
    from variable_value
    where not is_missing
    group by variable
),

held as (
    select
        facet.case_id,
        facet.variable,
        list(distinct facet.code) as codes,
        bool_or(v.is_missing) as is_missing,
        any_value(v.position) as position
    from facet
    inner join variable_value as v using (variable, code)
    where
        facet.case_id in (select unnest($case_ids::varchar[]))
        and facet.variable in (select wished.variable from wished)
    group by facet.case_id, facet.variable
),

compared as (
    select
        held.case_id,
        wished.variable,
        wished.weight,
        case
            when held.is_missing then null
            when wished.kind = 'many'
                then
                    len(list_intersect(wished.codes, held.codes))
                    / len(list_distinct(list_concat(wished.codes, held.codes)))
            when wished.kind = 'ordered' then 1 - abs(wished.position - held.position) / span.steps
            else list_contains(wished.codes, held.codes[1])::integer
        end as similarity
    from wished
    inner join held using (variable)
    inner join span using (variable)
),

scored as (
    select
        case_id,
        sum(weight * similarity) / sum(weight) filter (where similarity is not null) as similarity,
        coalesce(sum(weight) filter (where similarity is not null), 0) / sum(weight) as coverage,
        coalesce(list(variable order by variable) filter (where similarity = 1), []) as same,
        coalesce(list(variable order by variable) filter (where similarity < 1), []) as differs,
        coalesce(list(variable order by variable) filter (where similarity is null), []) as unknown
    from compared
    group by case_id
)

select
    i.case_id,
    i.name,
    country.label as country,
    s.similarity,
    s.coverage,
    1 - s.similarity as distance,
    s.same,
    s.differs,
    s.unknown,
    derived.action_peak,
    derived.action_peak in ('no_action', 'commitment')
    or i.case_id in (
        select event.case_id from event
        where event.reversal is not null
    ) as setback
from scored as s
inner join initiative as i using (case_id)
inner join country using (country)
inner join derived using (case_id)
where s.similarity is not null
order by s.similarity desc, s.coverage desc, i.name
