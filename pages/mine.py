"""Cases like mine: the nearest cases by context, and the nearest stalls and reversals. Outcome never enters."""

from typing import Any

import altair as alt
import pandas
import streamlit as st

from pages.parts.controls import SETTING, choose_many, chosen, weigh
from pages.parts.counted import how_it_was_counted
from pages.parts.groups import percent
from pages.parts.rooms import page
from pages.parts.selection import link, selection
from pages.parts.share import copy_link
from pages.parts.store import ask, colours, label, variables
from pages.parts.text import cases, listed, plain

NEAREST, SETBACKS = 12, 5
NEAR, COVERED = 0.5, 0.5

now = selection()
st.markdown("Describe your setting as far as it is settled. What you leave open plays no part.")
wished: dict[str, list[str]] = {}
for row in (SETTING[:3], SETTING[3:6], SETTING[6:]):
    for column, name in zip(st.columns(3), row, strict=True):
        with column:
            wished[name] = choose_many(f"my_{name}", name, single=variables()[name]["kind"] != "many")
with st.expander("Weights"):
    st.caption("0 leaves a variable out, 1 is usual, 3 counts three times.")
    for row in (SETTING[:3], SETTING[3:6], SETTING[6:]):
        for column, name in zip(st.columns(3), row, strict=True):
            with column:
                weigh(f"weight_{name}", variables()[name]["label"])

weights = {name: float(chosen(f"weight_{name}")) for name in SETTING}
pairs = [(name, code) for name, codes in wished.items() for code in codes]
if not any(weights[name] > 0 for name, _ in pairs):
    st.info("Choose at least one value with a weight above 0 to see the nearest cases.")
    st.stop()
ids = now.case_ids()
asked = {
    "case_ids": ids,
    "variables": [name for name, _ in pairs],
    "codes": [code for _, code in pairs],
    "weighted": list(weights),
    "weights": list(weights.values()),
}
found = ask("nearest", **asked)
near = found[(found["similarity"] >= NEAR) & (found["coverage"] >= COVERED)]
given = sum(1 for name, codes in wished.items() if codes and weights[name] > 0)

st.subheader("In one sentence")
if near.empty:
    best = f" The closest shares {percent(found['similarity'].max())} of what could be compared." if len(found) else ""
    st.markdown(
        f"**Nothing is near.** None of {cases(len(ids))} matches at least half of what you gave, with at least half of it reported.{best} "
        "Leave something open, or look at the evidence gaps."
    )
    st.page_link(page("gaps"), label="Evidence gaps", query_params=link())
else:
    st.markdown(
        f"Of {cases(len(ids))}, {len(near)} match at least half of the {given} {'thing' if given == 1 else 'things'} you gave, by context alone. "
        "Being alike says nothing of what will happen: no outcome is predicted."
    )
mine: dict[str, Any] = {f"my_{name}": codes for name, codes in wished.items()}
mine |= {f"weight_{name}": str(int(weight)) for name, weight in weights.items() if weight != 1}
copy_link("mine", link(**mine, case=None), key="mine")


if not near.empty:
    shown = near.head(NEAREST)
    bars = (
        alt.Chart(pandas.DataFrame({"Case": shown["name"], "Likeness": shown["similarity"]}))
        .mark_bar(color=colours("accent")[0])
        .encode(
            y=alt.Y("Case:N", sort=list(shown["name"]), title=None, axis=alt.Axis(labelLimit=190, labelOverlap=False)),
            x=alt.X("Likeness:Q", scale=alt.Scale(domain=[0, 1]), axis=alt.Axis(format="%", tickCount=3)),
            tooltip=["Case", alt.Tooltip("Likeness:Q", format=".0%")],
        )
    )
    st.altair_chart(
        bars.properties(height=50 + 22 * len(shown)),
        alt=f"Likeness of the {len(shown)} nearest cases, from {percent(shown['similarity'].max())} to {percent(shown['similarity'].min())}.",
    )


def why(row: Any) -> str:
    """Say what matches, what differs and what is unknown of a near case."""

    def words(names: list[str]) -> str:
        return listed(variables()[name]["label"].lower() for name in names)

    parts = [f"**Matches:** {words(row.same)}" if len(row.same) else "**Matches:** nothing in full"]
    parts += [f"**Differs:** {words(row.differs)}"] if len(row.differs) else []
    parts += [f"**Not reported:** {words(row.unknown)}"] if len(row.unknown) else []
    return " · ".join(parts)


def entry(row: Any) -> None:
    """Draw a near case with why it is near; the action comes last and played no part."""
    with st.container(border=True):
        st.page_link(
            page("case"), label=f"**{plain(row.name_)}** ({plain(row.country)})", query_params=link(id=row.case_id)
        )
        st.caption(
            f"Likeness {percent(row.similarity)} of what could be compared, which is {percent(row.coverage)} of what you gave"
        )
        st.markdown(why(row))
        st.caption(f"What followed: {label('action_peak', row.action_peak).lower()}")


left, right = st.columns([3, 2], gap="medium")
with left:
    st.subheader(f"The nearest, up to {NEAREST}, whatever followed")
    for row in near.head(NEAREST).rename(columns={"name": "name_"}).itertuples():
        entry(row)
with right:
    stalls = found[found["setback"] & (found["coverage"] >= COVERED)].head(SETBACKS)
    st.subheader(f"The {len(stalls)} nearest stalls and reversals")
    st.caption(
        "No action, a commitment and no more, or something taken back. Also when they are not near: see the likeness."
    )
    for row in stalls.rename(columns={"name": "name_"}).itertuples():
        entry(row)

with st.expander("As a table"):
    shown = near.head(NEAREST)
    st.table(
        pandas.DataFrame(
            {
                "Case": [plain(name) for name in shown["name"]],
                "Likeness": shown["similarity"].map(percent),
                "Could be compared": shown["coverage"].map(percent),
                "What followed": [label("action_peak", code) for code in shown["action_peak"]],
            }
        ),
        hide_index=True,
        alt="Nearest cases with likeness, coverage and what followed",
    )
st.caption(
    "Likeness is Gower's similarity: one-valued variables match or do not, scale counts by how many steps apart, lists by how "
    "much they share. What a case does not report is not filled in; it lowers what could be compared."
)
how_it_was_counted(("nearest", asked))
