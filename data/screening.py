"""Read and check the screening log: every candidate that was looked at, and what was decided about it."""

import csv
import datetime
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from data.check import Case, Failure
from data.codebook import codebook
from data.freshness import DATA

Row = dict[str, Any]

SEARCHES = ("case_id", "query", "result", "sources", "searched")
COLUMNS = ("candidate", "title", "decision", "rule", "case_id", "duplicate_of", "reason", "decided")


def read_table(path: Path, columns: tuple[str, ...]) -> tuple[list[Row], list[Failure]]:
    """Read a CSV file (UTF-8) with exactly these columns; empty cells become None.

    Returns its rows, each with the line it ends on as `line`, or no row and a failure when it cannot be read.
    """
    try:
        with path.open(encoding="utf-8-sig", newline="") as file:
            reader = csv.DictReader(file, restkey="beyond", strict=True)
            rows = [{key: value or None for key, value in row.items()} | {"line": reader.line_num} for row in reader]
            heading = tuple(reader.fieldnames or ())
    except FileNotFoundError:
        return [], [Failure(path.name, "whole file", "missing", "a table with the columns " + ", ".join(columns))]
    except (csv.Error, UnicodeDecodeError) as error:
        return [], [Failure(path.name, "whole file", str(error), "CSV that parses (UTF-8, commas, double quotes)")]
    if heading != columns:
        return [], [Failure(path.name, "line 1", ",".join(heading), ",".join(columns))]
    beyond = [row for row in rows if row.pop("beyond", None)]
    return rows, [
        Failure(path.name, f"line {row['line']}", "more cells than columns", "quotes around a comma") for row in beyond
    ]


def read_screening(case_ids: set[str], path: Path = DATA / "screening.csv") -> tuple[list[Row], list[Failure]]:
    """Read and check the screening log against the codebook and the ids of all case files.

    Returns the rows of the table `screening`, and every failure; the rows are safe to compile only without one.
    """
    rows, failures = read_table(path, COLUMNS)
    if rows:
        failures += [
            Failure(path.name, f"line {row['line']}, {field}", value, expected)
            for row, field, value, expected in _rules(rows, case_ids)
        ]
        included = {row["case_id"] for row in rows if row["decision"] == "included"}
        failures += [
            Failure(f"{case_id}.yaml", "id", case_id, f"an included candidate of {path.name} with this case_id")
            for case_id in sorted(case_ids - included)
        ]
    return [
        {name: row[name] for name in COLUMNS}
        | {"position": position, "origin": str(row["candidate"]).partition(":")[0]}
        for position, row in enumerate(rows)
    ], failures


def read_searches(cases: dict[str, Case], path: Path = DATA / "searches.csv") -> tuple[list[Row], list[Failure]]:
    """Read and check the log of searches for further sources, and for what happened since, against the cases by id.

    Returns the rows of the table `search`, and every failure: each case needs at least one search, and what a search
    found must be a source of its case.
    """
    rows, failures = read_table(path, SEARCHES)
    today = datetime.date.today().isoformat()
    for row in rows:
        field, case = f"line {row['line']}", cases.get(row["case_id"] or "")
        if case is None:
            failures.append(Failure(path.name, f"{field}, case_id", str(row["case_id"]), "the id of a case"))
            continue
        if row["result"] not in ("found", "nothing_found"):
            failures.append(Failure(path.name, f"{field}, result", str(row["result"]), "found or nothing_found"))
        failures += [
            Failure(path.name, f"{field}, sources", key, "a key of the case's sources")
            for key in (row["sources"] or "").split(";")
            if key and key not in case["sources"]
        ]
        if not row["query"]:
            failures.append(Failure(path.name, f"{field}, query", "nothing", "the words that were searched for"))
        if not _is_past_date(row["searched"] or "", today):
            failures.append(Failure(path.name, f"{field}, searched", str(row["searched"]), "a date not in the future"))
    if rows:
        searched = {row["case_id"] for row in rows}
        failures += [
            Failure(f"{case_id}.yaml", "id", case_id, f"a row in {path.name}")
            for case_id in sorted(cases.keys() - searched)
        ]
    return [{name: row[name] for name in SEARCHES} | {"position": i} for i, row in enumerate(rows)], failures


def _rules(rows: list[Row], case_ids: set[str]) -> Iterator[tuple[Row, str, str, str]]:
    scales = codebook()["scales"]
    decisions = scales["screening_decision"]["values"]
    rules = scales["screening_rule"]["values"]
    origins = scales["candidate_origin"]["values"]
    today = datetime.date.today().isoformat()
    known = {row["candidate"]: row for row in rows}
    seen: set[str | None] = set()
    for row in rows:
        empty = [name for name in ("candidate", "title", "decision", "rule", "reason", "decided") if not row[name]]
        yield from ((row, name, "nothing", "something in every row") for name in empty)
        candidate, decision, rule = row["candidate"], row["decision"], row["rule"]
        if candidate in seen:
            yield row, "candidate", str(candidate), "a candidate that is not in the log yet"
        seen.add(candidate)
        if candidate and candidate.partition(":")[0] not in origins:
            yield row, "candidate", candidate, "an origin before the colon: " + ", ".join(origins)
        if decision and decision not in decisions:
            yield row, "decision", decision, "one of " + ", ".join(decisions)
        elif rule and rule not in rules:
            yield row, "rule", rule, "one of " + ", ".join(rules)
        elif rule and decision and decision not in rules[rule]["decisions"]:
            fitting = [code for code, value in rules.items() if decision in value["decisions"]]
            yield row, "rule", rule, f"for {decision}, one of " + ", ".join(fitting)
        if (decision == "included") != bool(row["case_id"]):
            expected = "a case file, because it is included" if decision == "included" else "nothing unless included"
            yield row, "case_id", str(row["case_id"] or "nothing"), expected
        elif row["case_id"] and row["case_id"] not in case_ids:
            yield row, "case_id", row["case_id"], "the name of a file of data/cases"
        double = row["duplicate_of"]
        if (decision == "duplicate_of") != bool(double):
            expected = "the candidate it repeats" if not double else "nothing unless the decision is duplicate_of"
            yield row, "duplicate_of", str(double or "nothing"), expected
        elif double and (double not in known or known[double]["decision"] == "duplicate_of"):
            yield row, "duplicate_of", double, "another candidate of the log that is not itself a duplicate"
        if row["decided"] and not _is_past_date(row["decided"], today):
            yield row, "decided", row["decided"], "a date such as 2026-01-31 that is not in the future"


def _is_past_date(text: str, today: str) -> bool:
    try:
        return datetime.date.fromisoformat(text).isoformat() == text <= today
    except ValueError:
        return False
