-- Which variables are there, how are they asked, coded and founded, and how far did two blind readers agree on each?
-- Parameters: none.
-- Columns: variable, position, label, question, lens, lens_label, kind, made, stage, rule, literature (citations),
--   status (published, tentative, withheld, too_few or null; of a derived variable the worst of its inputs).
with named as (
    select
        variable,
        unnest(literature) as reference
    from variable
),

cited as (
    select
        named.variable,
        list(r.citation order by r.citation) as literature
    from named
    inner join reference as r using (reference)
    group by named.variable
),

inputs as (
    select
        variable,
        unnest(if(len(made_from) = 0, [variable], made_from)) as coded
    from variable
),

judged as (
    select
        inputs.variable,
        arg_max(
            agreement.status, list_position(['published', 'too_few', 'tentative', 'withheld'], agreement.status)
        ) as status
    from inputs
    inner join agreement on inputs.coded = agreement.variable
    where agreement.stage = 'main'
    group by inputs.variable
)

select
    v.variable,
    v.position,
    v.label,
    v.question,
    v.lens,
    lens.label as lens_label,
    v.kind,
    v.made,
    v.stage,
    v.rule,
    cited.literature,
    judged.status
from variable as v
left join cited using (variable)
left join judged using (variable)
left join lens using (lens)
order by v.position
