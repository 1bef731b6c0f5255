"""What every page reads: the open database, and the codebook as the database holds it."""

from collections.abc import Iterable
from typing import Any

import pandas
import streamlit as st

from queries import Database


@st.cache_resource(show_spinner=False)
def database() -> Database:
    """Return the one open database of this server; raises `duckdb.Error` when it cannot be opened."""
    return Database()


@st.cache_data(show_spinner=False, max_entries=1000)
def ask(question: str, **parameters: Any) -> pandas.DataFrame:
    """Answer a question of `queries/`, from memory when it was asked before; see `Database.ask`."""
    return database().ask(question, **parameters)


@st.cache_resource(show_spinner=False)
def variables() -> dict[str, dict[str, Any]]:
    """Return the variables by name, in codebook order: the columns of `variables.sql`."""
    return ask("variables").set_index("variable", drop=False).to_dict("index")


@st.cache_resource(show_spinner=False)
def values() -> dict[str, dict[str, dict[str, Any]]]:
    """Return the values by variable and code, in codebook order: the columns of `values.sql`."""
    tree: dict[str, dict[str, dict[str, Any]]] = {}
    for row in ask("values").to_dict("records"):
        tree.setdefault(row["variable"], {})[row["code"]] = row
    return tree


@st.cache_resource(show_spinner=False)
def release() -> dict[str, Any]:
    """Return the release of the data: the columns of `release.sql`."""
    return ask("release").iloc[0].to_dict()


@st.cache_resource(show_spinner=False)
def case_names() -> dict[str, str]:
    """Return the name and country of every case by id, in the order of the names."""
    return {row.case_id: f"{row.name} ({row.country})" for row in ask("case_names").itertuples(index=False)}


@st.cache_resource(show_spinner=False)
def lenses() -> list[dict[str, str]]:
    """Return the lenses in codebook order: the columns of `lenses.sql`."""
    return ask("lenses").to_dict("records")


@st.cache_resource(show_spinner=False)
def _colours() -> dict[tuple[str, str], list[str]]:
    return {
        (row.name_, row.mode): list(row.shades) for row in ask("colours").rename(columns={"name": "name_"}).itertuples()
    }


def colours(name: str) -> list[str]:
    """Return the shades of a named colour for the visitor's light or dark mode."""
    return _colours()[name, st.context.theme.type or "light"]


MARKS = {"tentative": "tentative", "withheld": "readers disagree"}


def named(variable: str) -> str:
    """Return the label of a variable, with a mark where two blind readers did not agree well enough.

    The limits are those of Krippendorff (2004), Human Communication Research 30, 411-433: an alpha of at least 0.80 to
    rely on, of at least 0.667 for tentative conclusions.
    """
    about = variables()[variable]
    return f"{about['label']} ({MARKS[about['status']]})" if about["status"] in MARKS else about["label"]


def comparable(names: Iterable[str]) -> list[str]:
    """Return the variables that may be compared: those on which two blind readers did not disagree too much."""
    return [name for name in names if variables()[name]["status"] != "withheld"]


def label(variable: str, code: str) -> str:
    """Return the label of a code; a code that the codebook does not know is returned as it is."""
    value = values()[variable].get(code)
    return value["label"] if value else code
