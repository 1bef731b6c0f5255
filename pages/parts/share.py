"""What a visitor takes away: a link, a spreadsheet, a citation."""

import re
from datetime import date
from typing import Any

import streamlit as st

from pages.parts.selection import address
from pages.parts.store import ask, release, variables

# A cell that begins so is run as a formula by spreadsheet programs; see OWASP, CSV injection.
_FORMULA = re.compile(r"^[\s]*[=+\-@\t\r]")
_NUMBER = re.compile(r"^-?\d+(\.\d+)?$")


def copy_link(path: str, parameters: dict[str, Any], *, key: str) -> None:
    """Draw a panel with the address of what is on the screen and a button that copies it."""
    with st.popover("Copy link", icon=":material/link:", key=f"link_{key}"):
        st.caption("Opens what you see, on any machine. The button at the right of the address copies it.")
        st.code(address(path, parameters), language=None, wrap_lines=True)


def safe_cell(value: Any) -> Any:
    """Return a cell that no spreadsheet program runs as a formula: a quote goes before what looks like one."""
    if isinstance(value, str) and _FORMULA.match(value) and not _NUMBER.match(value):
        return f"'{value}"
    return value


def spreadsheet(case_ids: list[str]) -> bytes:
    """Return the cases as CSV (UTF-8 with mark), one row a case: identity, then each variable as code and as label."""
    cells = ask("export", case_ids=case_ids)
    order = list(dict.fromkeys(cells["heading"]))
    wanted = [
        "name",
        "summary",
        "locality",
        "latitude",
        "longitude",
        "precision",
        "start_year",
        "end_year",
        "programme",
    ]
    for variable in variables():
        wanted += [variable, f"{variable}_label"]
    table = cells.pivot(index="case_id", columns="heading", values="value")
    table = table.reindex(index=case_ids, columns=[heading for heading in wanted if heading in order])
    table = table.map(safe_cell).rename_axis("case_id")
    return table.to_csv(lineterminator="\r\n").encode("utf-8-sig")


def download(case_ids: list[str], *, key: str) -> None:
    """Draw a button that saves the cases as a spreadsheet; the file is made only on the click."""
    st.download_button(
        "Spreadsheet (CSV)",
        data=lambda: spreadsheet(case_ids),
        file_name=f"co-production-cases-{date.today():%Y-%m-%d}.csv",
        mime="text/csv",
        icon=":material/download:",
        disabled=not case_ids,
        key=f"csv_{key}",
        help="Codes and labels of every variable, one row a case",
    )


def citation(name: str, path: str, parameters: dict[str, Any]) -> str:
    """Return how to cite a view of the explorer."""
    now = release()
    where = address(path, parameters)
    return f"Co-production Explorer, release {now['version']} ({now['released']:%Y}). {name}. {where}, seen {date.today():%d %B %Y}."
