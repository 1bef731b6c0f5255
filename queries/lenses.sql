-- Which lenses are there, and what does each ask?
-- Parameters: none.
-- Columns: lens, label, question.
select
    lens,
    label,
    question
from lens
order by position
