-- Derived fields, facets and the search index, made from the tables that build.py filled.

-- The action ladder ------------------------------------------------------------------------------
-- For each strand: the highest rung reached, and the highest rung standing after its last lowering reversal.
-- An undated event takes the year of the dated event before it in its file, so that file order decides.

create temp table ladder as
with ordered as (
    select
        e.case_id,
        e.reversal,
        r.position as rung,
        coalesce(e.strand, '') as strand,
        row_number() over (
            partition by e.case_id, coalesce(e.strand, '')
            order by coalesce(e.year, 0), e.position
        ) as step
    from (
        select
            * replace (coalesce(year, max(year) over (
                partition by case_id order by position rows between unbounded preceding and current row
            )) as year)
        from event
    ) as e
    inner join scale_value as r on r.scale = 'rung' and e.rung = r.code
),

marked as (
    select
        o.*,
        max(step) filter (
            where reversal is not null and not exists (
                select 1 from scale_value as s
                where
                    s.scale = 'reversal'
                    and s.code = o.reversal
                    and coalesce((s.properties ->> '$.keeps_rung')::boolean, false)
            )
        ) over (partition by case_id, strand) as lowered_at
    from ordered as o
),

strand as (
    select
        case_id,
        strand,
        max(rung) as peak,
        max(rung) filter (where step >= coalesce(lowered_at, 0)) as standing
    from marked
    group by case_id, strand
)

select
    case_id,
    max(peak) as peak,
    max(standing) as standing
from strand
group by case_id;

create temp table shared_stage as
select
    c.case_id,
    c.variable as stage
from coding as c
inner join variable as v on c.variable = v.variable and v.stage
inner join variable_value as vv on c.variable = vv.variable and c.value = vv.code
inner join variable_value as shared on c.variable = shared.variable and shared.code = 'shared'
where not c.is_missing and vv.position >= shared.position;

-- Derived fields, one row a case -----------------------------------------------------------------

create table derived as
with record as (
    select
        case_id,
        value as code
    from coding
    where variable = 'action_record'
),

rung as (
    select
        code,
        position
    from scale_value
    where scale = 'rung'
),

breadth as (
    select
        c.case_id,
        case
            when bool_or(c.is_missing) then any_value(c.value)
            else count(distinct g.code)::varchar
        end as code
    from coding as c
    left join scale_value as g
        on
            g.scale = 'coalition'
            and list_contains((g.properties -> '$.actors')::varchar[], c.value)
    where c.variable = 'actors_mobilised'
    group by c.case_id
),

labelled as (
    select
        c.case_id,
        bool_or(coalesce((s.properties ->> '$.co_label')::boolean, false)) as co_label
    from coding as c
    left join scale_value as s on s.scale = 'label' and c.value = s.code
    where c.variable = 'label'
    group by c.case_id
),

stages as (
    select
        c.case_id,
        count(*) filter (where not c.is_missing) as reported,
        coalesce(max(vv.position) filter (where not c.is_missing), -1) as highest,
        any_value(shared.position) as shared
    from coding as c
    inner join variable as v on c.variable = v.variable and v.stage
    inner join variable_value as vv on c.variable = vv.variable and c.value = vv.code
    inner join variable_value as shared on c.variable = shared.variable and shared.code = 'shared'
    group by c.case_id
),

outcome as (
    select
        e.case_id,
        bool_or((s.properties ->> '$.independent')::boolean) as independent
    from event as e
    inner join source using (case_id, source)
    inner join scale_value as s on s.scale = 'independence' and source.independence = s.code
    group by e.case_id
)

select
    i.case_id,
    coalesce(peak.code, record.code) as action_peak,
    coalesce(standing.code, record.code) as action_now,
    breadth.code as coalition_breadth,
    case
        when labelled.co_label and stages.highest >= stages.shared then 'consistent'
        when labelled.co_label and stages.reported >= 2 then 'label_exceeds_practice'
        else 'indeterminate'
    end as label_practice_fit,
    case
        when outcome.independent is null then 'no_event'
        when outcome.independent then 'independent'
        else 'not_independent'
    end as outcome_independence
from initiative as i
inner join record using (case_id)
inner join breadth using (case_id)
inner join labelled using (case_id)
inner join stages using (case_id)
left join ladder using (case_id)
left join rung as peak on ladder.peak = peak.position
left join rung as standing on ladder.standing = standing.position
left join outcome using (case_id);

-- Facets: one row a case, variable and value, for everything that can be filtered or counted -----

create table facet as
select
    case_id,
    variable,
    value as code
from coding
inner join variable using (variable)
where variable.kind in ('one', 'ordered', 'many')
union all
select
    case_id,
    variable,
    code
from (unpivot derived on columns(* exclude (case_id)) into name variable value code)
union all
select
    c.case_id,
    'reversed',
    case
        when bool_or(c.is_missing) then any_value(c.value)
        when bool_or(c.value = 'none_found') then 'no'
        else 'yes'
    end
from coding as c
where c.variable = 'reversal'
group by c.case_id
union all
select distinct
    case_id,
    'domain',
    value
from coding
where variable in ('policy_domain', 'secondary_domains') and value <> 'not_applicable'
union all
select
    case_id,
    'shared_in',
    stage
from shared_stage
union all
select
    case_id,
    'shared_in',
    'none'
from initiative
where case_id not in (select case_id from shared_stage)
union all
select
    i.case_id,
    identity.variable,
    identity.code
from initiative as i
inner join country using (country)
cross join
    lateral (
        select unnest([
            { 'variable': 'country', 'code': i.country },
            { 'variable': 'region', 'code': country.region },
            { 'variable': 'status', 'code': i.status },
            { 'variable': 'selection_route', 'code': i.selection_route }
        ]) as identity
    ) as identity
union all
select distinct
    case_id,
    'source_type',
    type
from source
order by all;

-- Search index: the words of names, summaries, places, main labels and notes, stemmed -------------
-- A query is split into words with the same macro; stems of words in the index come from the table word.

create macro words(text) as list_filter(
    regexp_split_to_array(lower(strip_accents(text)), '[^a-z0-9]+'), lambda w: w <> ''
);

create temp table passage as
select
    case_id,
    4 as weight,
    name as text
from initiative
union all
select
    i.case_id,
    3,
    concat_ws(' ', i.locality, country.label, country.aliases, country.region, i.programme)
from initiative as i
inner join country using (country)
union all
select
    case_id,
    2,
    summary
from initiative
union all
select
    f.case_id,
    2,
    v.label
from facet as f
inner join variable_value as v using (variable, code)
where f.variable in ('policy_domain', 'approach') and not v.is_missing
union all
select
    case_id,
    1,
    note
from support
union all
select
    case_id,
    1,
    what
from event;

create macro search_terms(search) as list_filter(
    list_distinct(words(search)),
    lambda w: not list_contains(
        [
            'a', 'an', 'and', 'are', 'as', 'at', 'by', 'for', 'from', 'how', 'in', 'is', 'it', 'of', 'on', 'or', 'that',
            'the', 'to', 'was', 'what', 'where', 'which', 'who', 'with'
        ], w
    )
);
