"""What does it mean? Which words initiatives use, whether they define them, and whether practice matches the label."""

from dataclasses import replace

import altair as alt
import pandas
import streamlit as st

from pages.parts.cards import card
from pages.parts.counted import how_it_was_counted
from pages.parts.groups import behind, counted_link, cross_table, narrowed, say_marks, stacked_chart
from pages.parts.selection import link, selection
from pages.parts.share import copy_link
from pages.parts.store import ask, colours, label, values, variables
from pages.parts.text import cases, plain

now = selection()
ids = now.case_ids()
if not ids:
    st.info("No coded case matches the filters, so there is nothing to read here. Loosen one.")
    st.stop()

shown = ["label", "definition_clarity", "tradition", "label_practice_fit"]
counts = ask("distribution", case_ids=ids, shown=shown)
by_code = {name: rows.set_index("code")["cases"] for name, rows in counts.groupby("variable")}
co_words = int(by_code["definition_clarity"].sum() - by_code["definition_clarity"]["not_applicable"])
defined = int(by_code["definition_clarity"][["states_definition", "full_definition"]].sum())
fit = by_code["label_practice_fit"]

st.subheader("In one sentence")
st.markdown(
    f"Among {cases(len(ids))}, {co_words} use a word with co- (co-production, co-creation, co-design, co-governance); "
    f"{defined} of these state what it means. "
    f"In {fit['consistent']} of these lay people share power or lead at some stage, in {fit['label_exceeds_practice']} every "
    f"reported stage stays below that, and for {co_words - int(fit['consistent'] + fit['label_exceeds_practice'])} too little is reported to tell."
)
say_marks("label", "definition_clarity", "label_practice_fit")
copy_link("meaning", link(case=None), key="meaning")


def bars(variable: str) -> None:
    """Draw how many cases hold each value of a variable, with the table under it."""
    rows = counts[(counts["variable"] == variable) & (counts["cases"] > 0)]
    data = pandas.DataFrame({"Value": rows["label"], "Cases": rows["cases"], "Known": ~rows["is_missing"]})
    chart = (
        alt.Chart(data)
        .mark_bar(stroke=colours("text")[0], strokeWidth=0.4)
        .encode(
            y=alt.Y("Value:N", sort=list(data["Value"]), title=None, axis=alt.Axis(labelLimit=150, labelOverlap=False)),
            x=alt.X("Cases:Q", title="Coded cases", axis=alt.Axis(tickMinStep=1)),
            color=alt.condition("datum.Known", alt.value(colours("accent")[0]), alt.value(colours("missing")[0])),
            tooltip=["Value", "Cases"],
        )
    )
    text = ", ".join(f"{row.Value}: {row.Cases}" for row in data.itertuples())
    st.altair_chart(chart.properties(height=90 + 26 * len(data)), alt=f"{variables()[variable]['label']}: {text}.")
    st.table(
        pandas.DataFrame(
            {
                variables()[variable]["label"]: [plain(word) for word in rows["label"]],
                "Cases": [counted_link(row.cases, behind(now, {variable: [row.code]})) for row in rows.itertuples()],
            }
        ),
        hide_index=True,
        alt=f"{variables()[variable]['label']}, cases by value",
    )
    if variables()[variable]["kind"] == "many":
        st.caption(f"A case may use several, so the counts add up to more than {len(ids)}.")


left, right = st.columns(2, gap="medium")
with left:
    st.subheader(variables()["label"]["question"])
    bars("label")
with right:
    st.subheader(variables()["definition_clarity"]["question"])
    bars("definition_clarity")
    st.subheader(variables()["tradition"]["question"])
    bars("tradition")


def opens_decade(word: str, decade: str) -> str | None:
    """Return the address of the cases of a decade that use a word, within the years asked for; None without a year."""
    if decade == "not_reported":
        return None
    first, last = max(int(decade), now.year_from or 0), min(int(decade) + 9, now.year_to or 9999)
    return behind(replace(now, year_from=first, year_to=last), {"label": [word]})


st.subheader("Words by decade of the start")
cross_table(ask("by_decade", case_ids=ids, row_variable="label"), "decade of the start", opens_decade)
st.subheader("Words by region")
regions = ask("crosstab", case_ids=ids, row_variable="label", column_variable="region")
cross_table(regions, "world region", lambda word, region: behind(now, {"label": [word], "region": [region]}))

st.subheader("Label against practice")
cells = ask("crosstab", case_ids=ids, row_variable="label", column_variable="label_practice_fit")
co_cells = cells[cells["row_code"].isin([code for code in values()["label"] if code.startswith("co_")])]
if co_cells.empty:
    st.caption("No selected case uses a word with co-.")
else:
    stacked_chart(co_cells, "label_practice_fit")
    cross_table(
        co_cells,
        variables()["label_practice_fit"]["label"].lower(),
        lambda word, fit: behind(now, {"label": [word], "label_practice_fit": [fit]}),
    )
st.caption(variables()["label_practice_fit"]["rule"])

exceeding = [
    case_id
    for case_id in narrowed(now, "label_practice_fit", ["label_exceeds_practice"]).case_ids()
    if case_id in set(ids)
]
st.subheader(f"Where the label exceeds practice: {cases(len(exceeding))}")
st.caption(
    f"By what the sources report; of a stage that nobody reported nothing is said. {label('label_practice_fit', 'indeterminate')} for most others."
)
for row in (
    ask("listing", case_ids=exceeding, sort="name", skip=0, take=max(1, len(exceeding))).to_dict("records")
    if exceeding
    else []
):
    card(row)
how_it_was_counted(
    ("distribution", {"case_ids": ids, "shown": shown}),
    ("by_decade", {"case_ids": ids, "row_variable": "label"}),
    ("crosstab", {"case_ids": ids, "row_variable": "label", "column_variable": "label_practice_fit"}),
)
