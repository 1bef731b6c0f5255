-- How many cases were coded twice, how many differences settled, and how many values audited?
-- Parameters: none.
-- Columns (one row): pilot, main (cases coded twice), settled (values), audited (values), audited_cases.
select
    (select count(distinct case_id) filter (where stage = 'pilot') from double_coding) as pilot,
    (select count(distinct case_id) filter (where stage = 'main') from double_coding) as main,
    (select count(*) from adjudication) as settled,
    (select count(*) from audit) as audited,
    (select count(distinct case_id) from audit) as audited_cases
