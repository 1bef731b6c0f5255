-- Where did the candidates come from, and how many of them were included?
-- Parameters: none.
-- Columns: origin, label, definition, candidates, included.
select
    v.code as origin,
    v.label,
    v.definition,
    count(s.candidate) as candidates,
    count(s.candidate) filter (where s.decision = 'included') as included
from variable_value as v
left join screening as s on v.code = s.origin
where v.variable = 'candidate_origin'
group by v.code, v.label, v.definition, v.position
order by v.position
