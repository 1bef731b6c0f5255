"""How long did it take? From the first joint activity to a commitment and to delivery, by Kaplan-Meier."""

import altair as alt
import pandas
import streamlit as st

from pages.parts.counted import how_it_was_counted
from pages.parts.groups import eligible, percent, say_left_out
from pages.parts.selection import address, link, selection
from pages.parts.share import copy_link
from pages.parts.statistics import FEWEST, kaplan_meier, median_wait
from pages.parts.store import ask, colours, label
from pages.parts.text import cases, is_given, listed, plain

DROPPED = {
    "no_start": "have no reported start",
    "no_record": "have no record of what followed",
    "not_dated": "have no year for it",
    "before_start": "have an earlier year for it than for the start",
}

now = selection()
ids, left_out = eligible(now.case_ids(), independent=False, once=False)
waits = {rung: ask("waiting", case_ids=ids, rung=rung) for rung in ("commitment", "delivered")}
used = {rung: rows[rows["dropped"].isna()] for rung, rows in waits.items()}
curves = {rung: kaplan_meier(rows["years"], rows["happened"]) for rung, rows in used.items()}
words = {rung: f"{label('rung', rung).lower()} or above" for rung in waits}

if all(rows.empty for rows in used.values()):
    st.info("No selected case has both a start and a dated record, so there is no time to measure. Loosen a filter.")
    say_left_out(left_out)
    st.stop()

st.subheader("In one sentence")
for rung, rows in used.items():
    total, seen = len(rows), int(rows["happened"].sum())
    middle = median_wait(curves[rung])
    if total < FEWEST:
        st.markdown(
            f"**To {words[rung]}**: only {cases(total)} can be timed, too few for a curve; they stand in the table."
        )
    elif middle is None:
        st.markdown(
            f"**To {words[rung]}**: seen in {seen} of {cases(total)} that can be timed; the record ends before half of them got there."
        )
    else:
        st.markdown(
            f"**To {words[rung]}**: among {cases(total)} that can be timed, half are estimated to have got there within {middle} "
            f"calendar year{'' if middle == 1 else 's'} of the start; seen in {seen}, the record of {total - seen} ends without it."
        )
say_left_out(left_out)
copy_link("duration", link(case=None), key="duration")

st.subheader("The picture")
steps = pandas.concat(
    [
        pandas.concat([pandas.DataFrame({"year": [0], "waiting": [1.0]}), curve[["year", "waiting"]]]).assign(
            To=words[rung]
        )
        for rung, curve in curves.items()
        if len(used[rung]) >= FEWEST
    ]
    or [pandas.DataFrame({"year": [], "waiting": [], "To": []})]
)
if steps.empty:
    st.caption(f"Fewer than {FEWEST} cases can be timed, so there is no curve.")
else:
    order = list(words.values())
    chart = (
        alt.Chart(steps)
        .mark_line(interpolate="step-after", strokeWidth=2.5)
        .encode(
            x=alt.X("year:Q", title="Calendar years since the first joint activity", axis=alt.Axis(tickMinStep=1)),
            y=alt.Y(
                "waiting:Q",
                title="Estimated share still waiting",
                scale=alt.Scale(domain=[0, 1]),
                axis=alt.Axis(format="%"),
            ),
            color=alt.Color(
                "To:N",
                sort=order,
                scale=alt.Scale(domain=order, range=[colours("accent")[0], colours("second")[0]]),
                legend=alt.Legend(orient="bottom", title=None),
            ),
            strokeDash=alt.StrokeDash(
                "To:N",
                sort=order,
                scale=alt.Scale(domain=order, range=[[1, 0], [6, 4]]),
                legend=alt.Legend(orient="bottom", title=None),
            ),
        )
    )
    said = listed(
        f"to {words[rung]}, half within {median_wait(curve)} years"
        if median_wait(curve) is not None
        else f"to {words[rung]}, fewer than half in the record"
        for rung, curve in curves.items()
        if len(used[rung]) >= FEWEST
    )
    st.altair_chart(chart.properties(height=320), alt=f"Kaplan-Meier curves of the share still waiting: {said}.")

st.subheader("The table")
for rung, curve in curves.items():
    if len(used[rung]) >= FEWEST:
        st.markdown(f"**To {words[rung]}**")
        st.table(
            pandas.DataFrame(
                {
                    "Years since the start": curve["year"].astype(str),
                    "At risk": curve["at_risk"].astype(str),
                    "Got there": curve["events"].astype(str),
                    "Still waiting": curve["waiting"].map(percent),
                }
            ),
            hide_index=True,
            alt=f"Kaplan-Meier table to {words[rung]}",
        )
for rung, rows in waits.items():
    reasons = rows["dropped"].value_counts().to_dict()
    if reasons:
        st.caption(
            f"To {words[rung]}, {cases(sum(reasons.values()))} dropped: "
            + listed(f"{reasons[r]} {text}" for r, text in DROPPED.items() if r in reasons)
            + "."
        )
st.caption(
    "How to read it: only years are known, so each time is a difference of calendar years and may be up to one year shorter or longer; "
    "this is not modelled. A case without the event counts as waiting until its last dated evidence (an event, its end, or a "
    "source) and then drops out of the count, which assumes that cases whose record ends are like the others. Successes are "
    "written up more readily, so true waits are likely to be longer. A later reversal does not undo that it was reached."
)

with st.expander("The cases, with their years"):
    rows = waits["delivered"].merge(
        waits["commitment"][["case_id", "reached_year"]], on="case_id", suffixes=("", "_commitment")
    )
    st.table(
        pandas.DataFrame(
            {
                "Case": [
                    f"[{plain(name)}]({address('case', {'id': case_id})})"
                    for name, case_id in zip(rows["name"], rows["case_id"], strict=True)
                ],
                **{
                    title: [str(int(year)) if is_given(year) else "–" for year in rows[column]]
                    for title, column in (
                        ("Start", "start_year"),
                        ("Commitment", "reached_year_commitment"),
                        ("Delivered", "reached_year"),
                        ("Last dated evidence", "last_year"),
                    )
                },
            }
        ),
        hide_index=True,
        alt="Cases with start, commitment, delivery and last dated evidence",
    )
how_it_was_counted(*[("waiting", {"case_ids": ids, "rung": rung}) for rung in waits])
