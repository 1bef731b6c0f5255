-- Which variables are there, and how are they asked, coded and founded?
-- Parameters: none.
-- Columns: variable, position, label, question, lens, lens_label, kind, made, stage, rule, literature (citations).
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
    list(r.citation order by r.citation) filter (where r.citation is not null) as literature
from (select
    *,
    unnest(if(len(literature) = 0, [null], literature)) as cited
from variable) as v
left join reference as r on v.cited = r.reference
left join lens using (lens)
group by all
order by v.position
