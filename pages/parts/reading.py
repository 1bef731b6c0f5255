"""The three questions over any selection: one sentence and one small picture each, never one score."""

import altair as alt
import pandas
import streamlit as st

from pages.parts.groups import eligible, say_left_out
from pages.parts.rooms import page
from pages.parts.selection import link
from pages.parts.store import ask, colours, lenses, values
from pages.parts.text import cases

QUESTIONS = ("clarification", "elucidation", "provocation")


def three_questions(ids: list[str]) -> None:
    """Draw the three questions over the given cases, each with n, N and unknowns, and a way to its page."""
    ids, left_out = eligible(ids, independent=False, once=False)
    counts = ask(
        "distribution", case_ids=ids, shown=["label_practice_fit", "definition_clarity", "shared_in", "action_peak"]
    )
    by_code = {name: rows.set_index("code")["cases"] for name, rows in counts.groupby("variable")}
    stages = ask("stage_reports", case_ids=ids).iloc[0]
    number = len(ids)

    clarity = by_code["definition_clarity"]
    co_words = int(clarity.sum() - clarity["not_applicable"])
    defined = int(clarity["states_definition"] + clarity["full_definition"])
    fit = by_code["label_practice_fit"]
    peak = by_code["action_peak"]
    known = int(sum(peak[code] for code, value in values()["action_peak"].items() if not value["is_missing"]))
    delivered = int(peak["delivered"] + peak["sustained"])

    said = {
        "clarification": f"{co_words} of {cases(number)} use a co- word and {defined} of these define it; practice stays below the label in {fit['label_exceeds_practice']}.",
        "elucidation": f"In {stages['shared']} of {stages['reported']} with a reported stage, lay people share power or lead at one or more; {stages['silent']} report no stage.",
        "provocation": f"Action reached delivered or above in {delivered} of {known} with a record; for {number - known} what followed is not known.",
    }
    pictures = {
        "clarification": ("label_practice_fit", "Label and practice"),
        "elucidation": ("shared_in", "Power shared in"),
        "provocation": ("action_peak", "Action peak"),
    }
    rooms = {"clarification": "meaning", "elucidation": "power", "provocation": "wrong"}
    more = {"clarification": "What does it mean?", "elucidation": "Power and action", "provocation": "What went wrong?"}
    about = {row["lens"]: row for row in lenses()}
    for column, lens in zip(st.columns(3), QUESTIONS, strict=True):
        with column, st.container(border=True, height="stretch"):
            st.markdown(f"**{about[lens]['label']}**  \n{about[lens]['question']}")
            st.markdown(said[lens])
            variable, title = pictures[lens]
            _bars(counts[counts["variable"] == variable], title)
            st.page_link(page(rooms[lens]), label=more[lens], query_params=link())
    say_left_out(left_out)


def _bars(rows: pandas.DataFrame, title: str) -> None:
    data = pandas.DataFrame({"Value": rows["label"], "Cases": rows["cases"], "Known": ~rows["is_missing"]})
    text = ", ".join(f"{row.Value}: {row.Cases}" for row in data.itertuples())
    chart = (
        alt.Chart(data)
        .mark_bar(stroke=colours("text")[0], strokeWidth=0.4)
        .encode(
            y=alt.Y(
                "Value:N",
                sort=list(data["Value"]),
                title=None,
                axis=alt.Axis(labelLimit=130, ticks=False, labelOverlap=False),
            ),
            x=alt.X("Cases:Q", title=None, axis=alt.Axis(tickMinStep=1, tickCount=3)),
            color=alt.condition("datum.Known", alt.value(colours("accent")[0]), alt.value(colours("missing")[0])),
            tooltip=["Value", "Cases"],
        )
    )
    st.altair_chart(chart.properties(height=60 + 22 * len(data)), alt=f"{title}. {text}.")
