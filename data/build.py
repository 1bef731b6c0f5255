"""Check everything against the codebook and compile `explorer.duckdb`: `python -m data.build [--check] [FILE ...]`."""

import argparse
import json
import os
import sys
from collections import Counter
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import duckdb
import pandas
import snowballstemmer

from data.check import Case, Failure, check_files
from data.codebook import case_schema, codebook, countries, is_missing
from data.freshness import CASES, DATA, DATABASE
from data.reliability import read_reliability
from data.screening import read_screening, read_searches

Row = dict[str, Any]


class BrokenData(Exception):
    """The case files do not pass the checks; the message lists every failure, one a line."""


def build(database: Path = DATABASE, progress: Callable[[float, str], None] = lambda share, text: None) -> None:
    """Check all case files, the screening log and the second codings, and compile them into `database`.

    `progress` is told the share done (0 to 1) and what is being done. Raises `BrokenData` and leaves any earlier
    database as it was when a check fails.
    """
    paths = sorted(CASES.glob("*.yaml"))
    progress(0.0, f"Checking {len(paths)} case files")
    cases, failures = check_files(paths)
    further, more = read_further(paths, cases, broken=bool(failures))
    if failures or more:
        raise BrokenData("\n".join(map(str, failures + more)))
    progress(0.6, f"Compiling {len(cases)} cases")
    compile_database(list(cases.values()), database, further)
    progress(1.0, "Done")


def compile_database(cases: list[Case], database: Path, further: dict[str, list[Row]] | None = None) -> None:
    """Write checked cases, the codebook and everything derived from them into a new DuckDB file, atomically.

    `further` holds the rows of the tables that `read_further` makes; without them these tables stay empty.
    """
    scratch = database.with_suffix(f".{os.getpid()}.tmp")
    scratch.unlink(missing_ok=True)
    try:
        with duckdb.connect(scratch) as connection:
            connection.execute((DATA / "tables.sql").read_text())
            tables = _codebook_rows(len(cases)) | _package_rows() | _case_rows(cases) | (further or {})
            for table, rows in tables.items():
                _append(connection, table, rows)
            connection.execute((DATA / "derived.sql").read_text())
            words = connection.execute((DATA / "words.sql").read_text()).df()["word"]
            stems = snowballstemmer.stemmer("english").stemWords(list(words))
            connection.append("stem_of", pandas.DataFrame({"word": words, "stem": stems}))
            connection.execute((DATA / "search_index.sql").read_text())
        scratch.replace(database)
    finally:
        scratch.unlink(missing_ok=True)


def _append(connection: duckdb.DuckDBPyConnection, table: str, rows: list[Row]) -> None:
    if rows:
        frame = pandas.DataFrame(rows)
        # Whole numbers with gaps would otherwise become floats.
        connection.append(table, frame.astype(object).where(frame.notna(), None), by_name=True)


def _codebook_rows(count: int) -> dict[str, list[Row]]:
    book = codebook()
    variables, values, scale_values = [], [], []

    def add_variable(name: str, made: str, variable: Row, codes: dict[str, Row], missing: list[str]) -> None:
        variables.append(
            {
                "variable": name,
                "position": len(variables),
                "label": variable["label"],
                "question": variable.get("question"),
                "lens": variable.get("lens"),
                "kind": variable.get("kind", "one"),
                "made": made,
                "stage": variable.get("stage", False),
                "rule": " ".join(variable["rule"].split()) if "rule" in variable else None,
                "literature": variable.get("origin", []),
                "made_from": variable.get("made_from", []),
            }
        )
        for group, gone in ((codes, False), ({code: book["missing"][code] for code in missing}, True)):
            for code, value in group.items():
                values.append(
                    {
                        "variable": name,
                        "code": code,
                        "position": sum(row["variable"] == name for row in values[-300:]),
                        "label": value["label"],
                        "definition": value.get("definition"),
                        "is_missing": gone,
                    }
                )

    for name, variable in book["variables"].items():
        add_variable(name, "coded", variable, variable.get("values", {}), variable["missing"])
    for name, variable in book["derived"].items():
        scale = (
            book["variables"][variable["values_of"]] if "values_of" in variable else book["scales"][variable["scale"]]
        )
        missing = book["variables"][variable["missing_of"]]["missing"] if "missing_of" in variable else []
        add_variable(name, "derived", variable, scale["values"], missing)
    places = sorted(countries().values(), key=lambda row: row["name"])
    regions = dict.fromkeys(sorted(row["region"] for row in places))
    add_variable("country", "identity", {"label": "Country"}, {p["iso3"]: {"label": p["name"]} for p in places}, [])
    add_variable("region", "identity", {"label": "World region"}, {region: {"label": region} for region in regions}, [])
    for name in (
        *("status", "selection_route", "precision", "basis", "source_type", "independence", "language", "read", "rung"),
        *("candidate_origin", "screening_decision", "screening_rule", "audit_verdict", "agreement_status"),
    ):
        add_variable(name, "identity", book["scales"][name], book["scales"][name]["values"], [])

    scales = {**book["scales"], **{name: book["variables"][name] for name in ("reversal", "label")}}
    for name, scale in scales.items():
        for position, (code, value) in enumerate(scale["values"].items()):
            scale_values.append({"scale": name, "code": code, "position": position, "properties": json.dumps(value)})
    return {
        "release": [{"version": book["version"], "released": book["released"], "initiatives": count}],
        "lens": [{"lens": k, "position": i, **v} for i, (k, v) in enumerate(book["lenses"].items())],
        "colour": [
            {"name": name, "mode": mode, "position": position, "hex": hex_code}
            for name, modes in book["colours"].items()
            for mode, shades in modes.items()
            for position, hex_code in enumerate([shades] if isinstance(shades, str) else shades)
        ],
        "reference": [{"reference": key, **reference} for key, reference in book["references"].items()],
        "variable": variables,
        "variable_value": values,
        "country": [
            {
                "country": row["iso3"],
                "iso_numeric": row["iso_numeric"],
                "label": row["name"],
                "aliases": row["aliases"],
                "region": row["region"],
                "latitude": float(row["latitude"]) if row["latitude"] else None,
                "longitude": float(row["longitude"]) if row["longitude"] else None,
            }
            for row in places
        ],
        "outline": [{"topology": (DATA / "world-110m.json").read_text()}],
        "scale_value": scale_values,
    }


def _case_rows(cases: list[Case]) -> dict[str, list[Row]]:
    tables: dict[str, list[Row]] = {name: [] for name in ("initiative", "source", "coding", "support", "event")}
    for case in cases:
        key = {"case_id": case["id"]}
        identity = {name: case[name] for name in ("name", "summary", "programme", "selection_route")}
        tables["initiative"].append({**key, **identity, **case["place"], **case["period"]})
        for position, (source, about) in enumerate(case["sources"].items()):
            about = {name: value for name, value in about.items() if name != "shared"}
            tables["source"].append({**key, "source": source, "position": position, **about})
        for row in _coding_rows(case):
            tables["coding"].append({**key, **row})
        for variable, coding in case["codings"].items():
            for position, support in enumerate(coding.get("support", ())):
                tables["support"].append({**key, "variable": variable, "position": position, **support})
        for position, event in enumerate(case["events"]):
            tables["event"].append({**key, "position": position, **event})
    return tables


def _coding_rows(case: Case) -> Iterator[Row]:
    for variable, coding in case["codings"].items():
        value = coding["value"]
        for single in value if isinstance(value, list) else [value]:
            gone = is_missing(single)
            yield {
                "variable": variable,
                "value": str(single),
                "is_missing": gone,
                "basis": None if gone else coding["basis"],
            }


def _summary(cases: dict[str, Case]) -> str:
    places = {case["place"]["country"] for case in cases.values()}
    counts = Counter(case["codings"]["action_record"]["value"] for case in cases.values())
    sources = sum(len(case["sources"]) for case in cases.values())
    record = ", ".join(f"{number} {code}" for code, number in counts.most_common())
    return f"{len(cases)} cases, {len(places)} countries, {sources} sources; record of what followed: {record}."


def main(arguments: list[str] | None = None) -> int:
    """Run the command line; returns the exit code: 0 when all is well, 1 when any check failed."""
    parser = argparse.ArgumentParser(prog="python -m data.build", description=__doc__)
    parser.add_argument("--check", action="store_true", help="only check, compile nothing")
    parser.add_argument("files", nargs="*", type=Path, help="with --check: check only these case files")
    parser.add_argument("--schema", action="store_true", help="write case.schema.json anew from the codebook, and stop")
    options = parser.parse_args(arguments)
    if options.schema:
        (DATA / "case.schema.json").write_text(json.dumps(case_schema(), indent=1) + "\n", encoding="utf-8")
        return 0
    if options.files and not options.check:
        parser.error("name files together with --check; a build always takes all of them")
    paths = options.files or sorted(CASES.glob("*.yaml"))
    print(f"Checking {len(paths)} case files ...")
    cases, failures = check_files(paths)
    further: dict[str, list[Row]] = {}
    if not options.files:
        further, more = read_further(paths, cases, broken=bool(failures))
        failures = failures + more
    if failures:
        print(*failures, sep="\n", file=sys.stderr)
        files = len({failure.file for failure in failures})
        print(f"{len(failures)} failures in {files} files; nothing was compiled.", file=sys.stderr)
        return 1
    print("No failure.")
    if not options.check:
        print(f"Compiling {DATABASE.name} ...")
        compile_database(list(cases.values()), DATABASE, further)
    print(_summary(cases))
    return 0


def read_further(
    paths: list[Path], cases: dict[str, Case], *, broken: bool
) -> tuple[dict[str, list[Row]], list[Failure]]:
    """Read and check what stands beside the case files: the screening log, the second codings and the audit.

    Returns the rows by table, and every failure. While case files are `broken`, the second codings, which are checked
    against them, are left for later.
    """
    screening, failures = read_screening({path.stem for path in paths})
    further = {"screening": screening}
    if not broken:
        searches, unsound = read_searches(cases)
        tables, more = read_reliability(cases)
        further |= tables | {"search": searches}
        failures += unsound + more
    return further, sorted(failures)


def _package_rows() -> dict[str, list[Row]]:
    """Return what the data package says of itself: its tables and columns, its release notes and its documents."""
    book = codebook()
    reliability = DATA / "reliability"
    documents = {
        "codebook": DATA / "codebook.yaml",
        "codebook_log": reliability / "codebook_log.md",
        "draws": reliability / "draws.md",
    }
    return {
        "coding_limit": [{"name": name, "value": value} for name, value in book["limits"].items()],
        "release_note": [{"position": i, **note} for i, note in enumerate(book["releases"])],
        "package": [book["package"]],
        "package_table": [
            {
                "name": name,
                "position": position,
                "description": table["description"],
                "primary_key": table["key"],
            }
            for position, (name, table) in enumerate(book["tables"].items())
        ],
        "package_column": [
            {"name": name, "column_name": column, "description": text}
            for name, table in book["tables"].items()
            for column, text in table["columns"].items()
        ],
        "package_reference": [
            {"name": name, **reference}
            for name, table in book["tables"].items()
            for reference in table.get("refers", ())
        ],
        "document": [
            {"name": name, "body": path.read_text(encoding="utf-8")}
            for name, path in documents.items()
            if path.exists()
        ],
    }


if __name__ == "__main__":
    sys.exit(main())
