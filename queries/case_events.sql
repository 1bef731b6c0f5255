-- What happened on the ground in one case, and when?
-- Parameters: $case_id.
-- Columns: year, rung (code), rung_label, rung_position, reversal (code), reversal_label, strand, actor, what, source,
--   locator, address; undated events last.
select
    e.year,
    e.rung,
    rung.label as rung_label,
    rung.position as rung_position,
    e.reversal,
    taken.label as reversal_label,
    e.strand,
    e.actor,
    e.what,
    e.source,
    e.locator,
    coalesce(source.url, 'https://doi.org/' || source.doi) as address
from event as e
inner join source using (case_id, source)
inner join variable_value as rung on rung.variable = 'rung' and e.rung = rung.code
left join variable_value as taken on taken.variable = 'reversal' and e.reversal = taken.code
where e.case_id = $case_id
order by e.year nulls last, e.position
