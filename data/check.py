"""Check case files against the codebook: structure by JSON Schema, then the rules that join several fields."""

import datetime
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import yaml
from jsonschema import Draft202012Validator
from jsonschema.exceptions import ValidationError

from data.codebook import case_schema, codebook, countries, is_missing, read_yaml

Case = dict[str, Any]


@dataclass(frozen=True, order=True)
class Failure:
    """One thing wrong in one file: where, what stands there, and what was expected."""

    file: str
    field: str
    value: str
    expected: str

    def __str__(self) -> str:
        return f"{self.file}: {self.field}: {self.value} (expected {self.expected})"


def check_files(paths: list[Path]) -> tuple[dict[str, Case], list[Failure]]:
    """Read and check case files.

    Returns the cases that parse, by file stem, and every failure of every file, sorted; the cases are safe to
    compile only when the list is empty. Reads the files, writes nothing, raises nothing for bad content.
    """
    validator = Draft202012Validator(case_schema())
    cases: dict[str, Case] = {}
    failures: list[Failure] = []
    for path in paths:
        try:
            case = read_yaml(path)
        except (yaml.YAMLError, UnicodeDecodeError) as error:
            failures.append(_unparsed(path, error))
            continue
        problems = [_from_schema(path, error) for error in _leaves(validator.iter_errors(case))]
        if not problems:
            problems = [Failure(path.name, *rest) for rest in _rules(path, case)]
            cases[path.stem] = case
        failures += problems
    failures += _across(cases)
    return cases, sorted(failures)


def _unparsed(path: Path, error: Exception) -> Failure:
    mark = getattr(error, "problem_mark", None)
    where = f"line {mark.line + 1}" if mark else "whole file"
    problem = getattr(error, "problem", None) or str(error)
    return Failure(path.name, where, problem, "YAML that parses (UTF-8, two-space indents, quotes around a colon)")


def _leaves(errors: Iterator[ValidationError]) -> Iterator[ValidationError]:
    """Unfold a failed either-or into the branch that was meant: a list for a list, else the branch as a whole."""
    for error in errors:
        if error.validator == "anyOf" and isinstance(error.instance, list):
            yield from (inner for inner in error.context if inner.schema_path[0] == 0)
        else:
            yield error


def _short(value: Any) -> str:
    text = repr(value)
    return text if len(text) <= 80 else text[:77] + "..."


def _from_schema(path: Path, error: ValidationError) -> Failure:
    field = ".".join(str(part) for part in error.absolute_path) or "file"
    value, expected = _short(error.instance), error.message
    match error.validator:
        case "enum":
            expected = "one of " + ", ".join(error.validator_value)
        case "additionalProperties":
            extra = sorted(set(error.instance) - set(error.schema["properties"]))
            value, expected = f"unknown field {', '.join(extra)}", "only " + ", ".join(error.schema["properties"])
        case "required":
            absent = [name for name in error.validator_value if name not in error.instance]
            value, expected = "missing field", ", ".join(absent)
        case "type":
            expected = f"a value of type {error.validator_value}"
        case "pattern":
            expected = f"text of the form {error.validator_value}"
        case "anyOf" if field.startswith("sources"):
            value, expected = "no address", "a url or a doi"
        case "anyOf":
            values = [v for branch in error.validator_value for v in branch.get("enum", ())]
            kind = "a list of codes" if error.validator_value[0]["type"] == "array" else "a whole number above 0"
            expected = f"{kind}, or {' / '.join(values)}"
    return Failure(path.name, field, value, expected)


def _rules(path: Path, case: Case) -> Iterator[tuple[str, str, str]]:
    """Yield (field, value, expected) for every rule that the structurally sound case breaks."""
    yield from _identity(path, case)
    yield from _sources(case)
    yield from _codings(case)
    yield from _events(case)


def _words(text: str) -> int:
    return len(text.split())


def _identity(path: Path, case: Case) -> Iterator[tuple[str, str, str]]:
    limits = codebook()["limits"]
    if case["id"] != path.stem:
        yield "id", case["id"], f"the name of the file, {path.stem}"
    if _words(case["summary"]) > limits["summary_words"]:
        yield "summary", f"{_words(case['summary'])} words", f"at most {limits['summary_words']} words"
    this_year = datetime.date.today().year
    start, end = case["period"]["start_year"], case["period"]["end_year"]
    for name, year in (("start_year", start), ("end_year", end)):
        if year and year > this_year:
            yield f"period.{name}", str(year), f"a year no later than {this_year}"
    if start and end and end < start:
        yield "period.end_year", str(end), f"a year no earlier than the start, {start}"
    if end and case["period"]["status"] == "ongoing":
        yield "period.end_year", str(end), "null while the status is ongoing"

    place = case["place"]
    country = countries().get(place["country"])
    if country is None:
        yield "place.country", place["country"], "an ISO 3166-1 alpha-3 code of countries.csv (XIN: several countries)"
        return
    latitude, longitude = place["latitude"], place["longitude"]
    if place["precision"] == "country":
        if latitude is not None or longitude is not None:
            yield "place.latitude", f"{latitude}, {longitude}", "null at country precision (the map uses the country)"
    elif latitude is None or longitude is None:
        yield "place.latitude", f"{latitude}, {longitude}", f"coordinates at {place['precision']} precision"
    else:
        west, south, east, north = (float(country[side]) for side in ("west", "south", "east", "north"))
        if not (south <= latitude <= north and west <= longitude <= east):
            bounds = f"latitude {south} to {north} and longitude {west} to {east} for {country['name']}"
            yield "place.latitude", f"{latitude}, {longitude}", bounds
    if "reprisals" in case["codings"]["backlash"]["value"] and place["precision"] != "country":
        yield "place.precision", place["precision"], "country, because reprisals are reported"


def _cited(case: Case) -> Iterator[tuple[str, str]]:
    """Yield (field, source key) wherever the case cites a source."""
    for name, coding in case["codings"].items():
        for position, support in enumerate(coding.get("support", ())):
            yield f"codings.{name}.support.{position}.source", support["source"]
    for position, event in enumerate(case["events"]):
        yield f"events.{position}.source", event["source"]


def _sources(case: Case) -> Iterator[tuple[str, str, str]]:
    used = set()
    for field, key in _cited(case):
        used.add(key)
        if key not in case["sources"]:
            yield field, key, "a key of sources: " + ", ".join(case["sources"])
    today = datetime.date.today()
    for key, source in case["sources"].items():
        if key not in used:
            yield f"sources.{key}", "unused source", "a coding or event that cites it"
        if source["year"] and source["year"] > today.year:
            yield f"sources.{key}.year", str(source["year"]), f"a year no later than {today.year}"
        if source["retrieved"] > today.isoformat():
            yield f"sources.{key}.retrieved", source["retrieved"], "a date that is not in the future"


def _codings(case: Case) -> Iterator[tuple[str, str, str]]:
    book = codebook()
    limits = book["limits"]
    for name, coding in case["codings"].items():
        variable, value, support = book["variables"][name], coding["value"], coding.get("support", [])
        field = f"codings.{name}"
        if is_missing(value):
            if value not in variable["missing"]:
                yield f"{field}.value", value, "one of " + ", ".join(variable["missing"])
            if value == "unclear" and not support:
                yield f"{field}.support", "nothing", "the sources that conflict or are ambiguous"
        else:
            if not support:
                yield f"{field}.support", f"value {_short(value)} without a source", "at least one source"
            if "basis" not in coding:
                yield f"{field}.basis", "missing field", "stated or inferred"
        if variable["kind"] == "text" and _words(str(value)) > limits["text_words"]:
            yield f"{field}.value", f"{_words(value)} words", f"at most {limits['text_words']} words"
        if variable["kind"] == "many" and isinstance(value, list) and len(value) > 1:
            alone = [code for code in value if code == "none" or variable["values"][code].get("none")]
            if alone:
                yield f"{field}.value", _short(value), f"{alone[0]} on its own"
        for position, item in enumerate(support):
            if _words(item["note"]) > limits["note_words"]:
                words = _words(item["note"])
                yield f"{field}.support.{position}.note", f"{words} words", f"at most {limits['note_words']} words"

    values = {name: coding["value"] for name, coding in case["codings"].items()}
    co_labels = [code for code, value in book["variables"]["label"]["values"].items() if value.get("co_label")]
    has_co_label = any(code in co_labels for code in values["label"])
    if has_co_label == (values["definition_clarity"] == "not_applicable"):
        expected = "a clarity, because a co- label is used" if has_co_label else "not_applicable without a co- label"
        yield "codings.definition_clarity.value", values["definition_clarity"], expected
    if values["policy_domain"] in values["secondary_domains"]:
        yield "codings.secondary_domains.value", _short(values["secondary_domains"]), "domains other than the main one"


def _events(case: Case) -> Iterator[tuple[str, str, str]]:
    limits, variables = codebook()["limits"], codebook()["variables"]
    values = {name: coding["value"] for name, coding in case["codings"].items()}
    events = case["events"]
    if events and is_missing(values["action_record"]):
        rungs = ", ".join(event["rung"] for event in events)
        yield "codings.action_record.value", values["action_record"], f"events_recorded, because events reach {rungs}"
    if not events and values["action_record"] == "events_recorded":
        yield "events", "none", "at least one event, because action_record says events_recorded"
    if not events and values["reversal"] != values["action_record"]:
        yield "codings.reversal.value", _short(values["reversal"]), f"{values['action_record']}, as there is no event"
    won = any(event["rung"] != "no_action" or "reversal" in event for event in events)
    if events and (values["reversal"] == "not_applicable") == won:
        expected = "another value, because something was won" if won else "not_applicable, because nothing was won"
        yield "codings.reversal.value", _short(values["reversal"]), expected
    if (values["bindingness"] == "no_decision_sought") != (values["final_authority"] == "not_applicable"):
        expected = "not_applicable if and only if bindingness is no_decision_sought"
        yield "codings.final_authority.value", values["final_authority"], expected
    if bool(events) == (values["attribution"] == "not_applicable"):
        expected = "a grade, because events are recorded" if events else "not_applicable without an event"
        yield "codings.attribution.value", values["attribution"], expected

    coded = (
        {code for code in values["reversal"] if not variables["reversal"]["values"][code].get("none")}
        if isinstance(values["reversal"], list)
        else set()
    )
    recorded = {event["reversal"] for event in events if "reversal" in event}
    for code in sorted(coded - recorded):
        yield "codings.reversal.value", code, f"an event with reversal: {code}"
    for code in sorted(recorded - coded):
        yield "codings.reversal.value", _short(values["reversal"]), f"{code} too, because an event records it"

    this_year = datetime.date.today().year
    for position, event in enumerate(events):
        if event["year"] and event["year"] > this_year:
            yield f"events.{position}.year", str(event["year"]), f"a year no later than {this_year}"
        if _words(event["what"]) > limits["note_words"]:
            yield f"events.{position}.what", f"{_words(event['what'])} words", f"at most {limits['note_words']} words"


def _across(cases: dict[str, Case]) -> Iterator[Failure]:
    """Yield what only shows when all cases are seen together: repeated ids and undeclared shared sources."""
    by_id: dict[str, str] = {}
    by_address: dict[str, list[tuple[str, str, bool]]] = {}
    for stem, case in cases.items():
        file = f"{stem}.yaml"
        if case["id"] in by_id:
            yield Failure(file, "id", case["id"], f"an id of its own; {by_id[case['id']]} has it")
        by_id.setdefault(case["id"], file)
        for key, source in case["sources"].items():
            for address in {source.get("url", ""), source.get("doi", "").lower()} - {""}:
                address = address.removeprefix("https://").removeprefix("http://").removeprefix("www.").rstrip("/")
                by_address.setdefault(address, []).append((file, key, "shared" in source))
    for uses in by_address.values():
        files = sorted({file for file, _, _ in uses})
        for file, key, shared in uses:
            if len(files) > 1 and not shared:
                others = ", ".join(other for other in files if other != file)
                yield Failure(file, f"sources.{key}", "address used by two cases", f"shared: true here and in {others}")
            elif len(files) == 1 and shared:
                yield Failure(file, f"sources.{key}.shared", "true", "no such mark; no other case uses the address")
