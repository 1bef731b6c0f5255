"""How a number was counted: the question as it ran, with its parameters, to be copied and run anywhere."""

from collections.abc import Sequence
from typing import Any

import streamlit as st

from queries import sql


def runnable(question: str, parameters: dict[str, Any]) -> str:
    """Return a question with its parameters as text that DuckDB runs as printed, on the released database.

    It is for reading and copying only; the site itself always passes parameters apart from the SQL.
    """
    given = ", ".join(f"{name} := {_literal(value)}" for name, value in parameters.items())
    body = sql(question).rstrip().rstrip(";")
    return f"prepare question as\n{body};\n\nexecute question({given});\n" if parameters else f"{body};\n"


def _literal(value: Any) -> str:
    if value is None:
        return "null"
    if isinstance(value, bool):
        return "true" if value else "false"
    if isinstance(value, str):
        return "'" + value.replace("'", "''") + "'"
    if isinstance(value, Sequence):
        return "[" + ", ".join(_literal(item) for item in value) + "]" + ("::varchar[]" if not value else "")
    return str(value)


def how_it_was_counted(*asked: tuple[str, dict[str, Any]]) -> None:
    """Draw a panel with the questions behind a page, each as it ran."""
    with st.expander("How it was counted"):
        st.caption("SQL for DuckDB. It runs as printed on explorer.duckdb, which `python -m data.build` makes.")
        for question, parameters in asked:
            st.code(runnable(question, parameters), language="sql", height=260)
