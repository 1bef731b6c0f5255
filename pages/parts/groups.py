"""Groups of cases set against an outcome: shares with intervals and bounds, differences, and the cases behind them."""

from collections.abc import Callable
from dataclasses import replace
from typing import Any

import altair as alt
import pandas
import streamlit as st

from pages.parts.selection import Selection, address
from pages.parts.statistics import FEWEST, Share, difference, smallest_difference
from pages.parts.store import ask, colours, label, values, variables
from pages.parts.text import cases, listed, plain

LEFT_OUT = {
    "failure_search": "found by a search for failures, which never enter a proportion",
    "not_independent": "without an independent word on the outcome",
    "same_programme": "further sites of a programme that is already in",
}


def eligible(case_ids: list[str], *, independent: bool, once: bool) -> tuple[list[str], dict[str, int]]:
    """Return the cases that may enter a proportion, and how many are left out by reason (see `eligible.sql`)."""
    rows = ask("eligible", case_ids=case_ids, independent_only=independent, one_per_programme=once)
    return list(rows.loc[rows["left_out"].isna(), "case_id"]), rows["left_out"].value_counts().to_dict()


def say_left_out(left_out: dict[str, int]) -> None:
    """Say how many cases a page leaves out and why."""
    if left_out:
        parts = (f"{cases(left_out[reason])} {words}" for reason, words in LEFT_OUT.items() if reason in left_out)
        st.caption(f"Left out: {listed(parts)}.")


def say_marks(*used: str) -> None:
    """Say which variables in use are tentative, and which are kept out of comparisons, by agreement of two readers."""
    tentative = [variables()[name]["label"].lower() for name in used if variables()[name]["status"] == "tentative"]
    withheld = [about["label"].lower() for about in variables().values() if about["status"] == "withheld"]
    text = f"Tentative, as two blind readers agreed only fairly: {listed(tentative)}. " if tentative else ""
    if withheld:
        text += f"Kept out of comparisons, as they agreed too little: {listed(withheld)}. "
    if text:
        st.caption(text + "See Methods and data.")


def hit_codes(outcome: str, rung: str) -> tuple[str, set[str], str]:
    """Return the variable behind an outcome, the codes that count as a hit, and the outcome in words."""
    if outcome == "reversed":
        return "reversed", {"yes"}, "a reversal is documented"
    codes = [code for code, value in values()["action_peak"].items() if not value["is_missing"]]
    return "action_peak", set(codes[codes.index(rung) :]), f"action reached “{label('rung', rung).lower()}” or above"


def shares(cells: pandas.DataFrame, hits: set[str]) -> pandas.DataFrame:
    """Return one row a group of `crosstab.sql`: its label, its share of hits and the names behind it."""
    rows = []
    for (code, words, gone), group in cells.groupby(["row_code", "row_label", "row_missing"], sort=False):
        unknown = int(group.loc[group["column_missing"], "cases"].sum())
        known = int(group["cases"].sum()) - unknown
        share = Share(int(group.loc[group["column_code"].isin(hits), "cases"].sum()), known, unknown)
        rows.append({"code": code, "group": words, "missing": gone, "share": share})
    return pandas.DataFrame(rows, columns=["code", "group", "missing", "share"])


def percent(value: float) -> str:
    """Say a share as a whole percentage."""
    return f"{round(value * 100)} %"


def said(share: Share) -> str:
    """Say a share with its interval and bounds, or only its counts below ten known cases."""
    text = f"{share.hits} of {share.known}"
    if share.known < FEWEST:
        return f"{text} (fewer than {FEWEST}: no percentage)"
    (low, high), (least, most) = share.interval, share.bounds
    return (
        f"{text}, {percent(share.value)} (95 % interval {percent(low)} to {percent(high)}; "
        f"with the {share.unknown} unknown, {percent(least)} to {percent(most)})"
    )


def share_table(table: pandas.DataFrame, links: dict[str, str | None]) -> None:
    """Draw groups with counts, shares, intervals and bounds; a group below ten known cases shows no percentage."""
    rows = []
    for row in table.itertuples():
        share: Share = row.share
        enough = share.known >= FEWEST
        rows.append(
            {
                "Group": plain(row.group),
                "Yes": counted_link(share.hits, links[row.code]),
                "Known": str(share.known),
                "Unknown": str(share.unknown),
                "Share of known": percent(share.value) if enough else f"fewer than {FEWEST}",
                "95 % interval (Wilson)": " to ".join(map(percent, share.interval)) if enough else "",
                "If all unknown were no, or yes": " to ".join(map(percent, share.bounds)) if enough else "",
            }
        )
    st.table(pandas.DataFrame(rows), hide_index=True, alt="Groups with counts, shares, intervals and bounds")


def share_chart(table: pandas.DataFrame, words: str) -> None:
    """Draw the shares of groups with ten or more known cases: interval as a line, bounds as a wide band."""
    rows = pandas.DataFrame(
        [
            {
                "Group": row.group,
                "share": row.share.value,
                "low": row.share.interval[0],
                "high": row.share.interval[1],
                "least": row.share.bounds[0],
                "most": row.share.bounds[1],
            }
            for row in table.itertuples()
            if row.share.known >= FEWEST
        ]
    )
    if rows.empty:
        st.caption(f"No group has {FEWEST} cases with a known outcome, so there is no picture of shares.")
        return
    order = list(rows["Group"])
    y = alt.Y("Group:N", sort=order, title=None, axis=alt.Axis(labelLimit=150, labelOverlap=False))
    axis = alt.Axis(format="%", title="Share of known cases", tickCount=5)
    base = alt.Chart(rows).encode(y=y)
    band = base.mark_bar(height=14, color=colours("missing")[0], stroke=colours("text")[0], strokeOpacity=0.3).encode(
        x=alt.X("least:Q", scale=alt.Scale(domain=[0, 1]), axis=axis), x2="most:Q"
    )
    line = base.mark_rule(strokeWidth=3, color=colours("accent")[0]).encode(x="low:Q", x2="high:Q")
    dot = base.mark_point(filled=True, size=90, color=colours("accent")[0], opacity=1).encode(
        x="share:Q",
        tooltip=[
            "Group",
            alt.Tooltip("share:Q", format=".0%"),
            alt.Tooltip("low:Q", format=".0%"),
            alt.Tooltip("high:Q", format=".0%"),
        ],
    )
    text = listed(f"{row.Group}: {percent(row.share)}" for row in rows.itertuples())
    st.altair_chart(
        (band + line + dot).properties(height=70 + 34 * len(rows)),
        alt=f"Share of known cases in which {words}. {text}.",
    )
    st.caption(
        "Dot: share. Line: Wilson 95 % interval, which treats cases as independent draws. Grey band: what the unknown cases allow."
    )


def small_groups(table: pandas.DataFrame, hits: set[str], asked: dict[str, Any]) -> None:
    """Draw, for groups below ten known cases, each case by name with its outcome in words.

    `asked` are the parameters of `crosstab.sql` that made the groups.
    """
    few = {row.code: row.group for row in table.itertuples() if 0 < row.share.known < FEWEST}
    if not few:
        return
    rows = ask("members", **asked, codes=list(few))
    with st.expander(f"Groups with fewer than {FEWEST} known cases, case by case"):
        st.caption("● yes, ○ no, – not known")
        for code, group in few.items():
            lines = [f"**{plain(group)}**"]
            for row in rows[rows["code"] == code].to_dict("records"):
                mark = "–" if row["outcome_missing"] else "●" if row["outcome"] in hits else "○"
                where = address("case", {"id": row["case_id"]})
                lines.append(f"- {mark} [{plain(row['name'])}]({where}): {row['outcome_label'].lower()}")
            st.markdown("\n".join(lines))


def say_difference(first: tuple[str, Share], second: tuple[str, Share]) -> None:
    """Say the difference between two groups, its interval, and what groups of this size could show at all."""
    (name_1, share_1), (name_2, share_2) = first, second
    if min(share_1.known, share_2.known) < FEWEST:
        st.markdown(
            f"**{plain(name_1)}** has {share_1.known} and **{plain(name_2)}** {share_2.known} cases with a known outcome. "
            f"A difference is computed only when both have at least {FEWEST}."
        )
        return
    gap, low, high = difference(share_1, share_2)
    points = round(abs(gap) * 100)
    st.markdown(
        f"Among coded cases with a known outcome, the share is {points} percentage points "
        f"{'higher' if gap >= 0 else 'lower'} for **{plain(name_1)}** ({share_1.hits} of {share_1.known}) than for "
        f"**{plain(name_2)}** ({share_2.hits} of {share_2.known}); Newcombe's 95 % interval runs from {round(low * 100)} to "
        f"{round(high * 100)} points. "
        + ("The interval includes no difference." if low <= 0 <= high else "The interval does not include zero.")
    )
    least = smallest_difference(share_1, share_2)
    if least is None:
        st.caption(
            "Groups of this size could not show even the largest possible difference upwards reliably (80 % power)."
        )
    else:
        st.caption(
            f"The smallest difference upwards from {percent(share_2.value)} that groups of this size could show reliably "
            f"(80 % power, 5 % level) is {round(least * 100)} points."
        )


def cross_table(cells: pandas.DataFrame, across: str, links: Callable[[str, str], str | None]) -> None:
    """Draw a cross-table of counts, unknowns at the end. `across` names the columns; each count opens its cases.

    `links` gives the address behind a row's and a column's code, or None where there is nothing to open.
    """
    if cells.empty:
        return
    columns = cells.drop_duplicates("column_code").sort_values("column_position")
    rows = cells.drop_duplicates("row_code").sort_values("row_position")
    counts = {(cell.row_code, cell.column_code): cell.cases for cell in cells.itertuples()}
    table = []
    for row in rows.itertuples():
        line = {"Group": f"*{plain(row.row_label)}*" if row.row_missing else plain(row.row_label)}
        for column in columns.itertuples():
            number = counts.get((row.row_code, column.column_code), 0)
            line[column.column_label] = counted_link(number, links(row.row_code, column.column_code))
        line["All"] = str(sum(counts.get((row.row_code, code), 0) for code in columns["column_code"]))
        table.append(line)
    st.table(
        pandas.DataFrame(table),
        hide_index=True,
        alt=f"Counts of cases by group and {across}",
    )


def stacked_chart(cells: pandas.DataFrame, column_variable: str) -> None:
    """Draw the counts of a cross-table as stacked bars in the order of the codebook, unknowns last and in grey."""
    if cells.empty:
        return
    known = list(values()[column_variable].values())
    ladder = colours("ladder")
    steps = [value for value in known if not value["is_missing"]]
    shades = {
        value["label"]: ladder[round(i * (len(ladder) - 1) / max(1, len(steps) - 1))]
        if not value["is_missing"]
        else colours("missing")[0]
        for i, value in enumerate([*steps, *[value for value in known if value["is_missing"]]])
    }
    present = [value["label"] for value in known if value["label"] in set(cells["column_label"])]
    order = list(cells.drop_duplicates("row_code").sort_values("row_position")["row_label"])
    data = cells[["row_label", "column_label", "column_position", "cases"]].rename(
        columns={"row_label": "Group", "column_label": "Outcome", "cases": "Cases"}
    )
    chart = (
        alt.Chart(data)
        .mark_bar(stroke=colours("text")[0], strokeWidth=0.4)
        .encode(
            y=alt.Y("Group:N", sort=order, title=None, axis=alt.Axis(labelLimit=150, labelOverlap=False)),
            x=alt.X("Cases:Q", title="Coded cases", axis=alt.Axis(tickMinStep=1)),
            color=alt.Color(
                "Outcome:N",
                scale=alt.Scale(domain=present, range=[shades[name] for name in present]),
                legend=alt.Legend(orient="bottom", title=None, columns=2, labelLimit=120),
            ),
            order=alt.Order("column_position:Q"),
            tooltip=["Group", "Outcome", "Cases"],
        )
    )
    biggest = cells.groupby("row_label", sort=False)["cases"].sum().sort_values(ascending=False)
    text = listed(f"{name} ({number})" for name, number in biggest.head(4).items())
    st.altair_chart(
        chart.properties(height=200 + 26 * len(order)),
        alt=f"Stacked bars: {variables()[column_variable]['label'].lower()} by group. Largest groups: {text}.",
    )


def narrowed(now: Selection, variable: str, codes: list[str]) -> Selection:
    """Return a selection with one filter set to the given values."""
    return replace(now, codes={**now.codes, variable: codes})


def behind(
    now: Selection, wanted: dict[str, list[str]], *, in_proportions: bool = False, independent: bool = False
) -> str | None:
    """Return the address of the selected cases that hold one of the wanted values of each variable.

    `in_proportions` leaves out what a search for failures found, `independent` what no independent source vouches for.
    None where no link can say it: a filter has one list of values, so a case that must hold one value of the filter
    and another value besides cannot be asked for.
    """
    if in_proportions:
        wanted = {**wanted, "selection_route": [r for r in values()["selection_route"] if r != "failure_search"]}
    if independent:
        wanted = {**wanted, "outcome_independence": ["independent"]}
    for variable, codes in wanted.items():
        asked = now.codes.get(variable) or codes
        within = [code for code in codes if code in asked]
        if not within or (within != codes and variables()[variable]["kind"] == "many"):
            return None
        now = narrowed(now, variable, within)
    return address("find", now.link())


def counted_link(number: int, target: str | None) -> str:
    """Write a number of cases that opens them, where there are any and there is a link to them."""
    return f"[{number}]({target})" if number and target else str(number)
