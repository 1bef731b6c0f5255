"""Run the questions of this folder against the compiled database.

Each `.sql` file is one question; its first comment says what it answers, its parameters and its columns.
"""

from functools import cache
from pathlib import Path
from typing import Any

import duckdb
import pandas
import pyarrow

FOLDER = Path(__file__).parent
DATABASE = FOLDER.parent / "data" / "explorer.duckdb"

# Nothing in a link, a search or a file can make the database read, write or load anything.
LOCKED_DOWN = {
    "enable_external_access": False,
    "autoinstall_known_extensions": False,
    "autoload_known_extensions": False,
    "lock_configuration": True,
}


class Database:
    """One compiled database, open read-only and locked down; safe to share between threads."""

    def __init__(self, path: Path = DATABASE) -> None:
        """Open the file at `path`; raises `duckdb.Error` when it is missing, broken or of another version."""
        self._connection = duckdb.connect(path, read_only=True, config=LOCKED_DOWN)

    def ask(self, question: str, **parameters: Any) -> pandas.DataFrame:
        """Answer one question: the file `<question>.sql` with its named parameters, as a DataFrame.

        Raises `FileNotFoundError` for an unknown question and `duckdb.Error` for a missing or extra parameter.
        """
        # A connection must not be shared between threads, a cursor of its own per question may.
        with self._connection.cursor() as cursor:
            return cursor.execute(sql(question), parameters).df()

    def ask_exactly(self, question: str, **parameters: Any) -> pyarrow.Table:
        """Answer one question with the types of the database: whole numbers with gaps, dates and lists stay so."""
        with self._connection.cursor() as cursor:
            return cursor.sql(sql(question), params=parameters).to_arrow_table()

    def close(self) -> None:
        """Close the file."""
        self._connection.close()


@cache
def sql(question: str) -> str:
    """Return the text of a question as it runs."""
    return (FOLDER / f"{question}.sql").read_text(encoding="utf-8")
