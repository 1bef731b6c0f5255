-- What did each round of the audit find, over all audited values and by variable?
-- Parameters: none.
-- Columns: round, variable (null over all, which comes first in its round), label, n, holds, locator_wrong, wrong,
--   not_supported, errors (wrong or not supported); the latest round first.
select
    a.round,
    a.variable,
    v.label,
    count(*) as n,
    count(*) filter (where a.verdict = 'holds') as holds,
    count(*) filter (where a.verdict = 'locator_wrong') as locator_wrong,
    count(*) filter (where a.verdict = 'wrong') as wrong,
    count(*) filter (where a.verdict = 'not_supported') as not_supported,
    count(*) filter (where a.verdict in ('wrong', 'not_supported')) as errors
from audit as a
left join variable as v using (variable)
group by grouping sets ((a.round), (a.round, a.variable, v.label, v.position))
order by a.round desc, grouping(a.variable) desc, v.position
