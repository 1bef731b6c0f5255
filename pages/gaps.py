"""Evidence gaps: which kinds of evidence are held for which arrangement, and three kinds of empty."""

import altair as alt
import pandas
import streamlit as st

from pages.parts.controls import ARRANGEMENTS, choose
from pages.parts.counted import how_it_was_counted
from pages.parts.groups import behind, say_marks
from pages.parts.selection import link, selection
from pages.parts.share import copy_link
from pages.parts.store import ask, colours, comparable, named, values, variables
from pages.parts.text import cases, plain

NO_CASE, NO_SOURCE, SILENT = "no case", "no such source", "silent"

now = selection()
rows_variable = choose("rows", comparable(ARRANGEMENTS), named)
ids = now.case_ids()
asked = {"case_ids": ids, "row_variable": rows_variable}
grid = ask("evidence_map", **asked)
if not ids:
    st.info("No coded case matches the filters, so the whole map is empty. Loosen one.")
    st.stop()

grades = [value["label"] for value in values()["occurrence_confidence"].values() if not value["is_missing"]]
grid["State"] = [
    NO_CASE if not row.cases_in_row else NO_SOURCE if not row.held else SILENT if not row.speaking else "held"
    for row in grid.itertuples()
]
grid["Confidence"] = [
    grades[round(row.confidence)] if row.confidence == row.confidence and row.speaking else ""
    for row in grid.itertuples()
]
grid["Mostly self-reported"] = grid["not_independent"] * 2 > grid["speaking"]
counted = {state: int((grid["State"] == state).sum()) for state in (NO_CASE, NO_SOURCE, SILENT, "held")}
full = grid[grid["State"] == "held"]

st.subheader("In one sentence")
top = full.loc[full["speaking"].idxmax()] if len(full) else None
st.markdown(
    f"Of the {len(grid)} fields of this map of {cases(len(ids))}, {counted['held']} hold evidence that says what followed"
    + (
        f", most in **{plain(top['label'])}** with **{plain(top['type_label']).lower()}** ({cases(int(top['speaking']))})"
        if top is not None
        else ""
    )
    + f"; {counted[SILENT]} hold sources that are silent on it, {counted[NO_SOURCE]} no source of the kind, and {counted[NO_CASE]} no coded case at all. "
    f"In {int(full['Mostly self-reported'].sum())} of the {counted['held']}, most cases rest on no independent word."
)
st.caption("A gap map shows what evidence there is, not what it says.")
say_marks(rows_variable)
copy_link("gaps", link(rows=rows_variable, case=None), key="gaps")

st.subheader("The picture")
shown_rows = [
    label
    for label, some in grid.groupby("label", sort=False)
    if some["cases_in_row"].any() or not some["is_missing"].any()
]
drawn = grid[grid["label"].isin(shown_rows)].rename(
    columns={"label": "Arrangement", "type_label": "Evidence", "speaking": "Cases"}
)
drawn = drawn[["Arrangement", "Evidence", "Cases", "held", "State", "Confidence", "Mostly self-reported"]]
kinds = list(grid.drop_duplicates("type")["type_label"])
x = alt.X(
    "Evidence:N",
    sort=kinds,
    title=None,
    axis=alt.Axis(labelAngle=-45, orient="top", labelLimit=140, labelOverlap=False),
)
y = alt.Y("Arrangement:N", sort=shown_rows, title=None, axis=alt.Axis(labelLimit=150, grid=True, labelOverlap=False))
ladder = colours("ladder")
# The colour is a comparison: it stays away while two blind readers disagree on the grades behind it.
sure = bool(comparable(["occurrence_confidence"]))
bubbles = (
    alt.Chart(drawn[drawn["State"] == "held"])
    .mark_circle(opacity=1, stroke=colours("text")[0], strokeWidth=0.8)
    .encode(
        x=x,
        y=y,
        size=alt.Size(
            "Cases:Q",
            scale=alt.Scale(range=[15, 420]),
            legend=alt.Legend(orient="bottom", title="Cases", direction="horizontal", tickCount=3),
        ),
        color=alt.Color(
            "Confidence:N",
            sort=grades,
            scale=alt.Scale(domain=grades, range=[ladder[i] for i in (0, 2, 4, 5)][: len(grades)]),
            legend=alt.Legend(orient="bottom", title="Median confidence", columns=1),
        )
        if sure
        else alt.value(colours("accent")[0]),
        tooltip=["Arrangement", "Evidence", "Cases", "held", "Confidence", "Mostly self-reported"],
    )
)
marks = (
    alt.Chart(drawn[drawn["Mostly self-reported"] & (drawn["State"] == "held")])
    .mark_text(text="s", dx=13, dy=-9, fontSize=11, fontWeight="bold", color=colours("text")[0])
    .encode(x=x, y=y)
)
empties = (
    alt.Chart(drawn[drawn["State"] != "held"])
    .mark_text(color=colours("text")[0], opacity=0.8)
    .encode(x=x, y=y, text=alt.Text("Sign:N"), tooltip=["Arrangement", "Evidence", "State", "held"])
    .transform_calculate(Sign=f"datum.State === '{NO_CASE}' ? '×' : datum.State === '{NO_SOURCE}' ? '·' : '○'")
)
st.altair_chart(
    (bubbles + marks + empties).properties(height=280 + 26 * len(shown_rows)),
    alt=f"Bubble map of evidence: {counted['held']} of {len(grid)} fields hold evidence that says what followed.",
)
st.caption(
    "Bubble area: cases with a source of this kind and a record of what followed. "
    + (
        "Colour: median confidence that it happened. "
        if sure
        else "No colour for confidence: two blind readers agreed too little on it to compare. "
    )
    + "s: most rest on no independent word. Three kinds of empty: × no coded case, · cases but no source of this kind, "
    "○ such a source, silent on what followed."
)

st.subheader("The table")
table = []
for label_, some in grid[grid["label"].isin(shown_rows)].groupby("label", sort=False):
    line = {variables()[rows_variable]["label"]: f"{plain(label_)} ({int(some['cases_in_row'].iloc[0])})"}
    for row in some.itertuples():
        if row.held:
            target = behind(now, {rows_variable: [row.code], "source_type": [row.type]})
            text = f"{row.speaking} of {row.held}" + (
                ", self-reported" if row.speaking and row.not_independent * 2 > row.speaking else ""
            )
            line[row.type_label] = f"[{text}]({target})" if target else text
        else:
            line[row.type_label] = NO_CASE if not row.cases_in_row else NO_SOURCE
    table.append(line)
st.table(
    pandas.DataFrame(table),
    hide_index=True,
    alt="Evidence by arrangement and kind of source: cases that say what followed, of cases held",
)
st.caption(
    "“2 of 5”: five cases have such a source, and two of them a record of what followed. Each field opens its cases. A case with several kinds of source stands in several columns."
)
how_it_was_counted(("evidence_map", asked))
