-- How many candidates were decided how, and by which rule?
-- Parameters: none.
-- Columns: decision, decision_label, rule, rule_label, rule_definition, candidates; in the order of the codebook.
select
    s.decision,
    decision.label as decision_label,
    s.rule,
    rule.label as rule_label,
    rule.definition as rule_definition,
    count(*) as candidates
from screening as s
inner join variable_value as decision on decision.variable = 'screening_decision' and s.decision = decision.code
inner join variable_value as rule on rule.variable = 'screening_rule' and s.rule = rule.code
group by all
order by any_value(decision.position), any_value(rule.position)
