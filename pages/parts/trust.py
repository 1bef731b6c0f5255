"""What a reader must see to trust or distrust the data: the flow of candidates, the codebook, agreement and audit."""

import textwrap
from typing import Any

import pandas
import streamlit as st

from pages.parts.statistics import FEWEST, Share
from pages.parts.store import ask, colours, lenses, values, variables
from pages.parts.text import is_given, listed, plain

# From here on a share or an alpha is shown; below, the counts alone.
ENOUGH_FOR_ALPHA = 20
KINDS = {
    "one": "one value",
    "ordered": "one value on a scale, low to high",
    "many": "one or more values",
    "number": "a number",
    "text": "a few words",
}
LEVELS = {"nominal": "nominal", "ordinal": "ordinal", "ratio": "ratio", "masi": "sets (MASI)"}


def _lowered(text: str) -> str:
    """Return a definition as it stands after a colon."""
    return plain(text[0].lower() + text[1:])


def mix_table(variable: str, heading: str, counted: str, most: int | None = None) -> None:
    """Draw how cases or sources spread over a variable of `evidence_mix.sql`, with n and N; `most` values at most."""
    mix = ask("evidence_mix")
    rows = mix[mix["variable"] == variable]
    total = int(rows["total"].iloc[0]) if len(rows) else 0
    table = pandas.DataFrame(
        {
            heading: [
                f"{plain(row.label)}: {_lowered(row.definition)}" if is_given(row.definition) else plain(row.label)
                for row in rows.itertuples()
            ],
            f"{counted} (of {total:,})": [f"{n:,}" for n in rows["n"]],
        }
    )
    if most and len(table) > most:
        rest = rows.iloc[most:]
        table = table.head(most)
        table.loc[most] = [f"{len(rest)} others with {rest['n'].max()} or fewer each", f"{rest['n'].sum():,}"]
    st.table(table, hide_index=True, alt=f"{heading}: number of {counted.lower()} of {total}")


def _box(name: str, text: str, number: int, *, strong: bool = False) -> str:
    words = "\\n".join([*textwrap.wrap(text.replace('"', "'"), 15), f"{number:,}"])
    style = f'style="filled,rounded" fillcolor="{colours("land")[0]}"' if strong else 'style="rounded"'
    return f'{name} [label="{words}" {style}]'


def screening_flow() -> None:
    """Draw how many candidates were found, left out at each step and included, with alternative text and tables."""
    flow, origins = ask("screening_flow"), ask("screening_origins")
    origins = origins[origins["candidates"] > 0]
    totals = flow.groupby("decision")["candidates"].sum()
    labels = {code: value["label"] for code, value in values()["screening_decision"].items()}
    left = int(totals.sum())
    included = int(totals.get("included", 0))
    steps = [_box("found", "Candidates screened", left, strong=True)]
    arrows, ranks, before = [], [], "found"
    said = [f"{left:,} candidates"]
    for position, row in enumerate(origins.itertuples()):
        steps.append(_box(f"origin{position}", row.label, row.candidates))
        arrows.append(f"origin{position} -> found")
    for decision, name, text in (
        ("duplicate_of", "distinct", "Different initiatives"),
        ("excluded", "eligible", "Not excluded"),
        ("awaiting_source", "included", labels["included"]),
    ):
        out = int(totals.get(decision, 0))
        left -= out
        steps += [_box(f"out_{name}", labels[decision], out), _box(name, text, left, strong=True)]
        arrows += [f"{before} -> out_{name}", f"{before} -> {name}"]
        ranks.append(f"{{rank=same; {before}; out_{name}}}")
        said.append(f"{labels[decision].lower()}: {out:,}, leaving {left:,}")
        before = name
    ink = colours("text")[0]
    dot = "\n".join(
        [
            "digraph {",
            'graph [bgcolor="transparent" rankdir="TB" nodesep="0.25" ranksep="0.3"]',
            f'node [shape="box" fontname="sans-serif" fontsize="16" margin="0.12,0.06" color="{ink}" fontcolor="{ink}"]',
            f'edge [color="{ink}"]',
            *steps,
            *arrows,
            *ranks,
            "}",
        ]
    )
    picture, numbers = st.columns([2, 3], gap="medium")
    with picture:
        st.graphviz_chart(dot, width="stretch", alt=f"Flow of candidates. {'; '.join(said)}.")
    with numbers:
        st.table(
            pandas.DataFrame(
                {
                    "Decision": [plain(text) for text in flow["decision_label"]],
                    "Rule": [
                        f"**{plain(row.rule_label)}**: {_lowered(row.rule_definition)}" for row in flow.itertuples()
                    ],
                    "Candidates": [f"{n:,}" for n in flow["candidates"]],
                }
            ),
            hide_index=True,
            alt=f"Screening decisions on {int(totals.sum()):,} candidates by rule; {included:,} included",
        )
    st.table(
        pandas.DataFrame(
            {
                "Where from": [f"**{plain(row.label)}**: {plain(row.definition)}" for row in origins.itertuples()],
                "Candidates": [f"{n:,}" for n in origins["candidates"]],
                "Included": [f"{n:,}" for n in origins["included"]],
            }
        ),
        hide_index=True,
        alt="Candidates by where they came from, and how many were included",
    )


def said_alpha(alpha: Any, low: Any, high: Any) -> str:
    """Say an alpha with its interval, or that it cannot be told."""
    return f"{alpha:.2f} ({low:.2f} to {high:.2f})" if is_given(alpha) else "cannot be told"


def agreement_table(stage: str) -> None:
    """Draw the agreement of two readers on each variable, as it came out."""
    rows = ask("agreement")
    rows = rows[rows["stage"] == stage]
    counts = rows["status"].value_counts()
    st.markdown(
        listed(
            f"**{plain(value['label'])}** {counts[code]} ({_lowered(value['definition'])})"
            for code, value in values()["agreement_status"].items()
            if code in counts
        )
        + f". Of {len(rows)} variables."
    )
    st.table(
        pandas.DataFrame(
            {
                "Variable": [plain(text) for text in rows["label"]],
                "Good for": [plain(text) for text in rows["status_label"]],
                "Same answer": [f"{row.agreed} of {row.n}" for row in rows.itertuples()],
                "Alpha (95 % interval)": [said_alpha(row.alpha, row.low, row.high) for row in rows.itertuples()],
                "Where both gave a value": [
                    f"{row.known_agreed} of {row.known_n}"
                    + (
                        f"; alpha {said_alpha(row.known_alpha, row.known_low, row.known_high)}"
                        if row.known_n >= ENOUGH_FOR_ALPHA
                        else ""
                    )
                    for row in rows.itertuples()
                ],
                "Scale": [LEVELS[level] for level in rows["level"]],
            }
        ),
        hide_index=True,
        alt=f"Agreement of two readers on {len(rows)} variables",
    )


def said_share(number: int, total: int) -> str:
    """Say a share as counts, and as a percentage with its Wilson interval where there are enough of them."""
    text = f"{number} of {total}"
    if total >= FEWEST:
        low, high = Share(number, total, 0).interval
        digits = 1 if total >= 100 else 0
        text += f", {number / total:.{digits}%} ({low:.{digits}%} to {high:.{digits}%})"
    return text


def show_document(name: str) -> None:
    """Draw a document of `document.sql` in a panel under its own heading, where the release has it."""
    for text in ask("document", name=name)["body"]:
        heading, _, body = text.partition("\n")
        with st.expander(heading.removeprefix("# ")):
            st.markdown(body)


def audit_table() -> None:
    """Draw what each round of the audit found, the latest first, over all values and by variable."""
    rounds = list(ask("audit_summary").groupby("round", sort=False))
    for position, (number, rows) in enumerate(rounds):
        overall = rows.iloc[0]
        st.markdown(
            f"Round {number}: of {overall['n']} audited values, {overall['errors']} are wrong or not supported by their source: "
            f"**{said_share(int(overall['errors']), int(overall['n']))}**."
        )
        if position == 0:
            _audit_round(rows)
        else:
            with st.expander(f"Round {number} by variable; what it found was mended before the next was drawn"):
                _audit_round(rows)


def _audit_round(rows: pandas.DataFrame) -> None:
    verdicts = [code for code in values()["audit_verdict"] if code in rows]
    st.table(
        pandas.DataFrame(
            {
                "Variable": [
                    "**All**" if position == 0 else plain(row.label) if is_given(row.label) else plain(row.variable)
                    for position, row in enumerate(rows.itertuples())
                ],
                "Values": rows["n"].map(str),
                **{values()["audit_verdict"][code]["label"]: rows[code].map(str) for code in verdicts},
                "Wrong or not supported": [said_share(int(row.errors), int(row.n)) for row in rows.itertuples()],
            }
        ),
        hide_index=True,
        alt=f"Verdicts of the audit on {rows.iloc[0]['n']} values, by variable",
    )


def _about(variable: dict[str, Any]) -> str:
    """Return what the codebook says of a variable, as Markdown."""
    name = variable["variable"]
    lines = []
    if is_given(variable["question"]):
        lines.append(f"{plain(variable['question'])} ({KINDS[variable['kind']]})")
    if is_given(variable["rule"]):
        lines.append(f"**Rule.** {plain(variable['rule'])}")
    for gone, title in ((False, "Values"), (True, "Missing codes")):
        rows = [row for row in values().get(name, {}).values() if bool(row["is_missing"]) is gone]
        if rows:
            lines.append(
                f"**{title}**\n\n"
                + "\n".join(
                    f"- {plain(row['label'])} (`{row['code']}`)"
                    + (f": {plain(row['definition'])}" if is_given(row["definition"]) else "")
                    for row in rows
                )
            )
    if variable["literature"] is not None and len(variable["literature"]):
        lines.append("**Literature.** " + " ".join(plain(text) for text in variable["literature"]))
    if variable["made"] == "coded":
        rows = ask("agreement")
        rows = rows[rows["variable"] == name]
        for row in rows.itertuples():
            stage = "Two readers" if row.stage == "main" else "Two readers in the pilot, under an earlier wording"
            lines.append(
                f"**Agreement.** {stage}: same answer in {row.agreed} of {row.n} cases, alpha "
                f"{said_alpha(row.alpha, row.low, row.high)}; {plain(row.status_label).lower()}."
            )
        if rows.empty:
            why = "free text is not compared" if variable["kind"] == "text" else "not coded twice"
            lines.append(f"**Agreement.** Not measured: {why}.")
    elif variable["made"] == "derived":
        lines.append("**Agreement.** Computed from coded values and events, so not coded by anybody.")
    return "\n\n".join(lines)


@st.fragment
def codebook_search() -> None:
    """Draw the codebook with a box to search it; only this part runs again on a search."""
    typed = st.text_input(
        "Search the codebook",
        key="codebook_search",
        placeholder="Try: final say, missing, Arnstein",
        icon=":material/search:",
    )
    # Places and languages are plain lists, too long to read.
    shown = {
        name: _about(variable)
        for name, variable in variables().items()
        if name not in ("country", "region", "language")
    }
    words = typed.lower().split()
    found = {
        name: text
        for name, text in shown.items()
        if all(word in f"{name} {variables()[name]['label']} {text}".lower().replace("\\", "") for word in words)
    }
    st.caption(f"{len(found)} of {len(shown)} variables" + (" hold every word." if words else "."))
    groups: dict[str, list[str]] = {}
    labels = {lens["lens"]: lens["label"] for lens in lenses()}
    for name in found:
        groups.setdefault(labels.get(variables()[name]["lens"], "Facts and checks"), []).append(name)
    if not groups:
        return
    for tab, names in zip(
        st.tabs([f"{title} ({len(names)})" for title, names in groups.items()]), groups.values(), strict=True
    ):
        with tab:
            for name in names:
                with st.expander(f"{plain(variables()[name]['label'])} (`{name}`)"):
                    st.markdown(found[name])
