"""The charts: Altair, in the colours of the codebook, each with alternative text and its table beside it."""

import json
from typing import Any

import altair as alt
import pandas
import streamlit as st

from pages.parts.store import ask, colours, label, values
from pages.parts.text import cases, is_given, listed


@st.cache_resource(show_spinner=False)
def _outlines() -> dict[str, Any]:
    return json.loads(ask("outline").loc[0, "topology"])


def case_map(rows: pandas.DataFrame) -> None:
    """Draw the cases of `listing.sql` as points over the world's outlines; a click-free picture, drawn offline."""
    placed = rows.dropna(subset=["latitude", "longitude"])
    points = pandas.DataFrame(
        {
            "name": placed["name"],
            "place": placed["locality"].fillna(placed["country"]),
            "latitude": placed["latitude"],
            "longitude": placed["longitude"],
            "Placed": placed["precision"].map(lambda code: label("precision", code)),
            "Action peak": placed["action_peak"].map(lambda code: label("action_peak", code)),
        }
    )
    world = alt.Data(values=_outlines(), format=alt.DataFormat(type="topojson", feature="countries"))
    base = (
        alt.Chart(world)
        .transform_filter("datum.id !== '010'")  # Antarctica takes a fifth of the picture and holds no case.
        .mark_geoshape(fill=colours("land")[0], stroke=colours("missing")[0], strokeWidth=0.5)
    )
    dots = (
        alt.Chart(points)
        .mark_point(
            size=55, filled=True, opacity=0.85, color=colours("accent")[0], stroke=colours("text")[0], strokeWidth=0.6
        )
        .encode(
            latitude="latitude:Q",
            longitude="longitude:Q",
            shape=alt.Shape(
                "Placed:N",
                sort=[row["label"] for row in values()["precision"].values()],
                legend=alt.Legend(orient="bottom", columns=2),
            ),
            tooltip=["name", "place", "Placed", "Action peak"],
        )
    )
    counts = rows["country"].value_counts()
    most = listed(f"{country} ({number})" for country, number in counts.head(5).items())
    st.altair_chart(
        (base + dots).project("naturalEarth1").properties(height=440),
        alt=f"World map of {cases(len(points))} in {len(counts)} countries. Most: {most}.",
    )
    unplaced = len(rows) - len(placed)
    if unplaced:
        st.caption(f"{cases(unplaced)} across several countries cannot be placed on the map.")


def power_stages(codings: pandas.DataFrame) -> None:
    """Draw the four stages of one case (rows of `case_codings.sql` with stage) as steps; unknown stages as words."""
    stages = codings[codings["stage"]]
    steps = [row["label"] for row in values()["power_design"].values() if not row["is_missing"]]
    names = [
        f"{row.variable_label.removeprefix('Power in ').capitalize()}|{row.label.lower()}"
        for row in stages.itertuples()
    ]
    grid = pandas.DataFrame(
        [
            {
                "Stage": name,
                "step": step,
                "Step": label,
                "filled": not row.is_missing and step <= row.position,
                "known": not row.is_missing,
            }
            for name, row in zip(names, stages.itertuples(), strict=True)
            for step, label in enumerate(steps)
        ]
    )
    cells = (
        alt.Chart(grid)
        .mark_rect(cornerRadius=2, stroke=colours("text")[0], strokeWidth=0.6)
        .encode(
            x=alt.X("step:O", axis=None),
            y=alt.Y(
                "Stage:N",
                sort=names,
                title=None,
                axis=alt.Axis(
                    labelExpr="split(datum.label, '|')", labelLimit=170, labelLineHeight=14, ticks=False, domain=False
                ),
                scale=alt.Scale(paddingInner=0.25),
            ),
            color=alt.condition(
                "datum.filled",
                alt.Color("step:O", scale=alt.Scale(range=colours("ladder")[: len(steps)]), legend=None),
                alt.value("transparent"),
            ),
            # A stage that is not known is a dashed, empty row: not the same as a stage without lay power.
            strokeDash=alt.condition("datum.known", alt.value([1, 0]), alt.value([2, 3])),
            tooltip=["Step"],
        )
    )
    said = listed(name.replace("|", ": ").lower() for name in names)
    st.altair_chart(cells.properties(height=200), alt=f"Power of lay people at four stages. {said}.")


def timeline(events: pandas.DataFrame, peak: str, now: str) -> None:
    """Draw the events of one case on the action ladder, with the peak and what still stands told apart."""
    rungs = list(values()["rung"].values())
    names = [row["label"] for row in rungs]
    dated = events.dropna(subset=["year"]).copy()
    dated["Kind"] = ["Reversal" if is_given(code) else "Advance" for code in dated["reversal"]]
    dated["Year"] = dated["year"].astype(int)
    dated["Strand"] = dated["strand"].where(dated["strand"].notna(), "")
    y = alt.Y(
        "rung_label:N", sort=names[::-1], scale=alt.Scale(domain=names[::-1]), title=None, axis=alt.Axis(grid=True)
    )
    first, last = (int(dated["Year"].min()), int(dated["Year"].max())) if len(dated) else (2000, 2001)
    x = alt.X(
        "Year:Q",
        title=None,
        scale=alt.Scale(domain=[first - 1, last + 1], nice=False),
        axis=alt.Axis(format="d", tickMinStep=1, grid=False),
    )
    kinds = ["Advance", "Reversal"]
    legend = alt.Legend(orient="bottom", title=None, values=[kind for kind in kinds if kind in set(dated["Kind"])])
    colour = alt.Color(
        "Kind:N", scale=alt.Scale(domain=kinds, range=[colours("accent")[0], colours("second")[0]]), legend=legend
    )
    marks = (
        alt.Chart(dated)
        .mark_point(size=110, filled=True, opacity=0.9)
        .encode(
            x=x,
            y=y,
            color=colour,
            shape=alt.Shape(
                "Kind:N",
                scale=alt.Scale(domain=kinds, range=["circle", "triangle-down"]),
                legend=legend,
            ),
            tooltip=[
                alt.Tooltip("Year:Q", format="d"),
                alt.Tooltip("rung_label:N", title="Rung"),
                alt.Tooltip("Kind:N"),
                alt.Tooltip("Strand:N"),
                alt.Tooltip("what:N", title="What"),
                alt.Tooltip("actor:N", title="Who"),
            ],
        )
    )
    levels = pandas.DataFrame(
        [{"rung_label": label("action_peak", peak), "what": "Peak" if peak != now else "Peak, still standing"}]
        + ([{"rung_label": label("action_now", now), "what": "Still standing"}] if peak != now else [])
    )
    rules = alt.Chart(levels).mark_rule(strokeDash=[5, 4], color=colours("text")[0], opacity=0.6).encode(y=y)
    notes = (
        alt.Chart(levels)
        .mark_text(align="right", dy=-7, color=colours("text")[0], fontStyle="italic")
        .encode(y=y, x=alt.value("width"), text="what:N")
    )
    undated = len(events) - len(dated)
    said = listed(
        f"{row.Year}: {row.rung_label.lower()}" + (" (reversal)" if row.Kind == "Reversal" else "")
        for row in dated.itertuples()
    )
    st.altair_chart(
        # A layer without a point would be an empty image to a screen reader.
        (rules + marks + notes if len(dated) else rules + notes).properties(height=230),
        alt=f"Timeline on the action ladder. {said or 'No dated event'}. Peak: {label('action_peak', peak)}; "
        f"still standing: {label('action_now', now)}.",
    )
    if undated:
        st.caption(f"{undated} event{'s' if undated > 1 else ''} without a year: see the table.")
