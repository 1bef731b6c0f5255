"""What went wrong? No action, reversals, backlash and harms: a list to learn from, never a rate."""

import altair as alt
import pandas
import streamlit as st

from pages.parts.counted import how_it_was_counted
from pages.parts.groups import behind, counted_link, say_marks
from pages.parts.selection import address, link, selection
from pages.parts.share import copy_link, download
from pages.parts.store import ask, colours, label, variables
from pages.parts.text import cases, is_given, listed, plain

KINDS = {
    "no_action": "Nothing followed, in all or in part",
    "reversal": "Something won was taken back",
    "backlash": "Somebody pushed back",
    "harms": "Harm was reported",
}

now = selection()
ids = now.case_ids()
if not ids:
    st.info("No coded case matches the filters, so there is nothing to list. Loosen one.")
    st.stop()
rows = ask("setbacks", case_ids=ids)
counts = {kind: rows.loc[rows["kind"] == kind, "case_id"].nunique() for kind in KINDS}

st.subheader("In one sentence")
found = rows["case_id"].nunique()
st.markdown(
    f"Of {cases(len(ids))}, {found} have something of the kind on record: "
    f"{listed(f'{words.lower()} in {counts[kind]}' for kind, words in KINDS.items())}. "
    "These are counts of what somebody wrote down, not rates: for most other cases nobody says."
)
with st.container(horizontal=True, gap="small"):
    copy_link("wrong", link(case=None), key="wrong")
    download(sorted(set(rows["case_id"])), key="wrong")

say_marks("reversal", "backlash", "harms")

st.subheader("The picture")
dated = rows[rows["year"].notna()].drop_duplicates(["kind", "code", "case_id", "year"])
order = list(dict.fromkeys(rows.loc[rows["kind"].isin(["no_action", "reversal"]), "label"]))
if dated.empty:
    st.caption("Nothing in this selection has a year, so there is no picture.")
else:
    marks = pandas.DataFrame(
        {"Kind": dated["label"], "Year": dated["year"].astype(int), "Case": dated["name"], "Reported": dated["what"]}
    )
    chart = (
        alt.Chart(marks)
        .mark_point(size=70, filled=True, opacity=0.7, color=colours("second")[0], shape="triangle-down")
        .encode(
            x=alt.X(
                "Year:Q", title=None, scale=alt.Scale(zero=False, nice=True), axis=alt.Axis(format="d", tickMinStep=1)
            ),
            y=alt.Y("Kind:N", sort=order, title=None, axis=alt.Axis(labelOverlap=False, grid=True)),
            tooltip=["Case", alt.Tooltip("Year:Q", format="d"), "Kind", "Reported"],
        )
    )
    first, last = marks["Year"].min(), marks["Year"].max()
    said = listed(f"{name} {number}" for name, number in marks["Kind"].value_counts().items())
    st.altair_chart(
        chart.properties(height=80 + 26 * marks["Kind"].nunique()),
        alt=f"Dated refusals and reversals from {first} to {last}: {said}.",
    )
    st.caption("Each mark is a case in a year; backlash and harms carry no year and are in the tables only.")

for kind, words in KINDS.items():
    some = rows[rows["kind"] == kind]
    st.subheader(f"{words}: {cases(counts[kind])}")
    if some.empty:
        st.caption("Nothing of this kind is on record in this selection. That is not to say that it did not happen.")
        continue
    dated = kind in ("no_action", "reversal")
    table = pandas.DataFrame(
        {
            "Kind": some["label"],
            "Case": [
                f"[{plain(name)}]({address('case', {'id': case_id})})"
                for name, case_id in zip(some["name"], some["case_id"], strict=True)
            ],
            "Country": some["country"],
            **(
                {
                    "Year": [str(int(year)) if is_given(year) else "not dated" for year in some["year"]],
                    "Who": [plain(who) for who in some["actor"]],
                }
                if dated
                else {}
            ),
            "What is reported": [
                f"{plain(row.what)} ([source]({row.address}), {plain(row.locator)})" for row in some.itertuples()
            ],
        }
    )
    st.table(table, hide_index=True, alt=f"{words}: cases with what is reported")
    if not dated:
        st.caption(
            "A case with several kinds or sources stands in several rows; the note belongs to all kinds coded for it."
        )

st.subheader("Looked for and not found, or never looked for")
st.caption("A source that looked for it and found none is one thing; silence is another, and says nothing.")
spread = ask("distribution", case_ids=ids, shown=["reversal", "backlash", "harms"])
table = []
for variable in ("reversal", "backlash", "harms"):
    some = spread[spread["variable"] == variable].set_index("code")["cases"]
    line = {"": variables()[variable]["label"]}
    for code in ("none_found", "not_reported", "unclear", "not_applicable", "too_early"):
        number = int(some.get(code, 0))
        line[label(variable, code)] = counted_link(number, behind(now, {variable: [code]}))
    table.append(line)
st.table(pandas.DataFrame(table), hide_index=True, alt="Reversal, backlash and harms: none found, or not known")
how_it_was_counted(
    ("setbacks", {"case_ids": ids}), ("distribution", {"case_ids": ids, "shown": ["reversal", "backlash", "harms"]})
)
