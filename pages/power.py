"""Power and action: a power variable set against an outcome, among the selected cases."""

import streamlit as st

from pages.parts.controls import OUTCOMES, POWER, choose, choose_radio, chosen, switch
from pages.parts.counted import how_it_was_counted
from pages.parts.groups import (
    behind,
    cross_table,
    eligible,
    hit_codes,
    said,
    say_difference,
    say_left_out,
    say_marks,
    share_chart,
    share_table,
    shares,
    small_groups,
    stacked_chart,
)
from pages.parts.selection import link, selection
from pages.parts.share import copy_link
from pages.parts.store import ask, comparable, label, named, values, variables
from pages.parts.text import cases, plain

now = selection()
left, right = st.columns(2)
with left:
    power = choose("power", comparable(POWER), named)
with right:
    outcome = choose("outcome", list(OUTCOMES), OUTCOMES.get)
rungs = {code: label("rung", code) for code in list(values()["rung"])[1:]}
rung = choose_radio("rung", rungs) if outcome == "reached" else chosen("rung")
with st.container(horizontal=True, gap="medium"):
    independent = switch("independent", help_text="Leaves out cases whose outcome only interested parties report.")
    once = switch(
        "once", help_text="Keeps one case of each programme, since sites of one programme are not independent."
    )

column, hits, words = hit_codes(outcome, rung)
column = column if outcome in ("reached", "reversed") else outcome
everything = now.case_ids()
ids, left_out = eligible(everything, independent=independent, once=once)
asked = {"case_ids": ids, "row_variable": power, "column_variable": column}
cells = ask("crosstab", **asked)
proportions = outcome in ("reached", "reversed")

if cells.empty:
    st.info("No selected case may be counted here. Loosen a filter or a switch.")
    say_left_out(left_out)
    st.stop()

table = shares(cells, hits)
known = table[~table["missing"]].reset_index(drop=True)
silent = sum(row.share.known + row.share.unknown for row in table[table["missing"]].itertuples())
many = variables()[power]["kind"] == "many"

say_marks(power, column)

st.subheader("In one sentence")
reported = "" if many else f", {len(ids) - silent} have a reported {variables()[power]['label'].lower()}"
scope = f"Among {cases(len(ids))} that may be counted{reported}"
if known.empty:
    st.markdown(f"{scope}: there is nothing to compare.")
elif proportions:
    largest = max(known.itertuples(), key=lambda row: row.share.known)
    st.markdown(
        f"{scope}. In the largest group with a known outcome, **{plain(largest.group)}**, {words} in {said(largest.share)}."
    )
else:
    found = cells[~cells["row_missing"] & ~cells["column_missing"]]
    total = int(found["cases"].sum())
    if total:
        top = found.loc[found["cases"].idxmax()]
        st.markdown(
            f"{scope}; {total} {'entries' if many else 'cases'} also have a known {variables()[column]['label'].lower()}. The fullest cell is "
            f"**{plain(top['row_label'])}** with **{plain(top['column_label']).lower()}**: {top['cases']} of {total}."
        )
    else:
        st.markdown(f"{scope}, and for none of them is the {variables()[column]['label'].lower()} known.")
say_left_out(left_out)
if many:
    st.caption("A case counts in each group that it belongs to, so groups overlap.")
copy_link(
    "power",
    link(
        power=power,
        outcome=outcome,
        rung=rung,
        independent="yes" if independent else None,
        once="yes" if once else None,
        case=None,
    ),
    key="power",
)


def opens(row: str, *columns: str) -> str | None:
    """Return the address of the cases behind a cell: the same selection and switches, and the cell's values."""
    return behind(now, {power: [row], column: list(columns)}, in_proportions=True, independent=independent)


st.subheader("The picture")
stacked_chart(cells, column)
if proportions:
    share_chart(known, words)

st.subheader("The table")
cross_table(cells, variables()[column]["label"].lower(), opens)
st.caption(
    "Each number opens its cases."
    + (" With one case a programme, the list also shows the sister sites." if once else "")
)
if proportions:
    share_table(known, {row.code: opens(row.code, *sorted(hits)) for row in known.itertuples()})
    small_groups(known, hits, asked)

    st.subheader("Difference between two groups")
    options = list(known["code"])
    if len(options) > 1:
        by_size = sorted(known.itertuples(), key=lambda row: -row.share.known)
        one, two = st.columns(2)
        with one:
            first = choose(
                "first",
                [by_size[0].code, *[code for code in options if code != by_size[0].code]],
                lambda code: label(power, code),
            )
        rest = [row.code for row in by_size if row.code != first]
        with two:
            second = choose("second", rest, lambda code: label(power, code))
        picks = {row.code: (row.group, row.share) for row in known.itertuples()}
        say_difference(picks[first], picks[second])
    else:
        st.caption("There is only one group with a reported value.")

    if independent or once:
        base_ids, _ = eligible(everything, independent=False, once=False)
        base = shares(ask("crosstab", case_ids=base_ids, row_variable=power, column_variable=column), hits)
        before = {row.code: row.share for row in base.itertuples()}
        st.subheader("What the switches change")
        for row in known.itertuples():
            was = before[row.code]
            st.markdown(
                f"- **{plain(row.group)}**: {row.share.hits} of {row.share.known} known with the switches, {was.hits} of {was.known} without."
            )

st.caption(
    "A difference among documented cases is not a cause: sequence, selection and who wrote the record all play a part."
)
how_it_was_counted(
    ("eligible", {"case_ids": everything, "independent_only": independent, "one_per_programme": once}),
    ("crosstab", asked),
)
