"""Whether the compiled database is as new as the data; kept apart so that a site with a fresh one loads nothing more."""

from pathlib import Path

DATA = Path(__file__).parent
CASES = DATA / "cases"
DATABASE = DATA / "explorer.duckdb"


def is_stale(database: Path = DATABASE) -> bool:
    """Tell whether the database is missing or older than any file it is made from."""
    if not database.exists():
        return True
    made = database.stat().st_mtime
    parts = [CASES, *CASES.glob("*.yaml"), *DATA.glob("*.*"), *DATA.glob("reliability/**/*")]
    return any(path.stat().st_mtime > made for path in parts if path.suffix not in (".duckdb", ".tmp"))
