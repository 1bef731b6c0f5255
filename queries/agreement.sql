-- How far did two blind readers agree on each variable?
-- Parameters: none.
-- Columns: stage, variable, label, lens, level, n, agreed, alpha, low, high, known_n, known_agreed, known_alpha,
--   known_low, known_high, status, status_label; the main stage first, then in the order of the codebook.
select
    a.stage,
    a.variable,
    v.label,
    v.lens,
    a.level,
    a.n,
    a.agreed,
    a.alpha,
    a.low,
    a.high,
    a.known_n,
    a.known_agreed,
    a.known_alpha,
    a.known_low,
    a.known_high,
    a.status,
    s.label as status_label
from agreement as a
inner join variable as v using (variable)
inner join variable_value as s on s.variable = 'agreement_status' and a.status = s.code
order by a.stage, v.position
