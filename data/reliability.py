"""Read and check the second codings, what was settled between two readings, and the audit.

Everything here may be missing or partial: what is there is checked, counted and shown.
"""

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import yaml

from data.agreement import Answers, agreement_rows
from data.check import Case, Failure
from data.codebook import codebook, is_missing, read_yaml
from data.freshness import DATA
from data.screening import Row, read_table

FOLDER = DATA / "reliability"
ADJUDICATION = ("case_id", "variable", "first", "second", "settled", "reason")
AUDIT = ("round", "case_id", "variable", "value", "source", "verdict", "comment")

Pairs = dict[str, tuple[Answers, Answers]]


def read_reliability(cases: dict[str, Case], folder: Path = FOLDER) -> tuple[dict[str, list[Row]], list[Failure]]:
    """Read and check `folder` against the codebook and the published cases, by id.

    Returns the rows of the tables double_coding, agreement, adjudication and audit, and every failure; the rows are
    safe to compile only without one.
    """
    failures: list[Failure] = []
    readings = {name: _readings(folder / name, folder, failures) for name in ("pilot/A", "pilot/B", "first", "second")}
    for alone in sorted(readings["pilot/A"].keys() ^ readings["pilot/B"].keys()):
        failures.append(Failure("reliability/pilot", alone, "read once", "a file under A and one under B"))
    for name in ("first", "second"):
        for case_id in sorted(readings[name].keys() - cases.keys()):
            failures.append(Failure(f"reliability/{name}/{case_id}.yaml", "id", case_id, "the id of a case"))
    # Both readings are kept apart from the published file, which audits and later readings go on mending.
    for alone in sorted(readings["first"].keys() ^ readings["second"].keys()):
        failures.append(Failure("reliability", alone, "read once", "a file under first and one under second"))
    stages: dict[str, Pairs] = {
        stage: {
            case_id: (readings[one][case_id], readings[two][case_id])
            for case_id in readings[one]
            if case_id in readings[two]
        }
        for stage, one, two in (("pilot", "pilot/A", "pilot/B"), ("main", "first", "second"))
    }
    adjudication = _table(folder / "adjudication.csv", ADJUDICATION, cases, failures)
    audit = _table(folder / "audit.csv", AUDIT, cases, failures)
    tables = {
        "double_coding": [row for stage, pairs in stages.items() for row in _double_rows(stage, pairs)],
        "adjudication": [{name: row[name] for name in ADJUDICATION} for row in adjudication],
        "audit": [{name: row[name] for name in AUDIT} for row in audit],
    }
    if not failures:
        tables["agreement"] = [row for stage, pairs in stages.items() for row in agreement_rows(stage, pairs)]
    return tables, failures


def _answers(case: Case) -> Answers:
    return {variable: coding["value"] for variable, coding in case["codings"].items()}


def _readings(part: Path, folder: Path, failures: list[Failure]) -> dict[str, Answers]:
    readings = {}
    for path in sorted(part.glob("*.yaml")):
        name = f"{folder.name}/{path.relative_to(folder)}"
        try:
            case = read_yaml(path)
        except (yaml.YAMLError, UnicodeDecodeError) as error:
            failures.append(Failure(name, "whole file", str(error), "YAML that parses"))
            continue
        wrong = [Failure(name, *rest) for rest in _shape(path, case)]
        if not wrong:
            wrong = [Failure(name, *rest) for rest in _codes(case)]
            readings[path.stem] = _answers(case)
        failures += wrong
    return readings


def _shape(path: Path, case: Any) -> Iterator[tuple[str, str, str]]:
    if not isinstance(case, dict) or not isinstance(case.get("codings"), dict):
        yield "codings", "missing field", "a coding for each variable, as in a case file"
        return
    if case.get("id") != path.stem:
        yield "id", str(case.get("id")), f"the name of the file, {path.stem}"
    for variable, coding in case["codings"].items():
        if variable not in codebook()["variables"]:
            yield f"codings.{variable}", "unknown variable", "a variable of the codebook"
        elif not isinstance(coding, dict) or "value" not in coding:
            yield f"codings.{variable}", "missing field", "value"


def _codes(case: Case) -> Iterator[tuple[str, str, str]]:
    for variable, coding in case["codings"].items():
        about, value = codebook()["variables"][variable], coding["value"]
        field = f"codings.{variable}.value"
        # Any missing code will do: a reader may have used one that a later codebook no longer allows here.
        if is_missing(value) or about["kind"] == "text":
            continue
        if about["kind"] == "number":
            if not isinstance(value, int) or value < 1:
                yield field, str(value), "a whole number above 0, or a missing code"
        elif about["kind"] == "many":
            if not isinstance(value, list) or not value or set(map(str, value)) - set(about["values"]):
                yield field, str(value), "a list of codes, or a missing code"
        elif value not in about["values"]:
            yield field, str(value), "one of " + ", ".join(about["values"])


def _table(path: Path, columns: tuple[str, ...], cases: dict[str, Case], failures: list[Failure]) -> list[Row]:
    if not path.exists():
        return []
    rows, wrong = read_table(path, columns)
    verdicts = codebook()["scales"]["audit_verdict"]["values"]

    def told(row: Row, field: str, expected: str) -> Failure:
        return Failure(path.name, f"line {row['line']}, {field}", str(row[field] or "nothing"), expected)

    settled = [(row["case_id"], row["variable"]) for row in rows if "settled" in row]
    wrong += [
        told(row, "variable", "one row a difference")
        for row in rows
        if "settled" in row and settled.count((row["case_id"], row["variable"])) > 1
    ]
    for row in rows:
        if "round" in row and not str(row["round"]).isdecimal():
            wrong.append(told(row, "round", "the number of the round, 1 for the first"))
        if row["case_id"] not in cases:
            wrong.append(told(row, "case_id", "the id of a case"))
        elif "source" in row and row["source"] not in cases[row["case_id"]]["sources"]:
            wrong.append(told(row, "source", "a source of the case"))
        # The events of a case are audited too, under that name.
        if row["variable"] not in codebook()["variables"] and row["variable"] != "events":
            wrong.append(told(row, "variable", "a variable of the codebook, or events"))
        if "verdict" in row and row["verdict"] not in verdicts:
            wrong.append(told(row, "verdict", "one of " + ", ".join(verdicts)))
    failures += wrong
    return rows


def _double_rows(stage: str, pairs: Pairs) -> Iterator[Row]:
    for case_id, readers in pairs.items():
        for reader, answers in zip(("first", "second"), readers, strict=True):
            for variable, value in answers.items():
                for single in dict.fromkeys(value if isinstance(value, list) else [value]):
                    yield {
                        "stage": stage,
                        "case_id": case_id,
                        "reader": reader,
                        "variable": variable,
                        "value": str(single),
                    }
