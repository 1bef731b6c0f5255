"""Read the codebook, the reference tables and the case files; derive the JSON Schema of a case file."""

import csv
import re
from functools import cache
from pathlib import Path
from typing import Any, ClassVar

import yaml

from data.freshness import DATA

BOOL, TIMESTAMP = "tag:yaml.org,2002:bool", "tag:yaml.org,2002:timestamp"


class Loader(yaml.CSafeLoader):
    """YAML as a coder means it: `no` is a word, a date is text, and a repeated key is an error."""

    yaml_implicit_resolvers: ClassVar = {
        first: [pair for pair in pairs if pair[0] not in (BOOL, TIMESTAMP)]
        for first, pairs in yaml.CSafeLoader.yaml_implicit_resolvers.items()
    }

    def construct_mapping(self, node: yaml.MappingNode, deep: bool = False) -> dict:
        """Return the mapping; raises `ConstructorError` with the line of a repeated key."""
        keys = [self.construct_object(key, deep=True) for key, _ in node.value]
        for position, key in enumerate(keys):
            if key in keys[:position]:
                mark = node.value[position][0].start_mark
                raise yaml.constructor.ConstructorError(None, None, f"the key '{key}' appears twice", mark)
        return super().construct_mapping(node, deep)


Loader.add_implicit_resolver(BOOL, re.compile("^(?:true|false)$"), list("tf"))


def read_yaml(path: Path) -> Any:
    """Parse one YAML file; raises `yaml.YAMLError` with the line when it does not parse."""
    return yaml.load(path.read_text(encoding="utf-8"), Loader)  # noqa: S506, a SafeLoader


@cache
def codebook() -> dict[str, Any]:
    """Return `codebook.yaml` as nested dictionaries, in file order (the order is meaning: it is shown on the pages)."""
    return read_yaml(DATA / "codebook.yaml")


@cache
def countries() -> dict[str, dict[str, str]]:
    """Return the rows of `countries.csv` by ISO 3166-1 alpha-3 code; coordinates in degrees, as text."""
    with (DATA / "countries.csv").open(encoding="utf-8", newline="") as file:
        return {row["iso3"]: row for row in csv.DictReader(file)}


def is_missing(value: Any) -> bool:
    """Tell whether a coded value is one of the missing codes."""
    return isinstance(value, str) and value in codebook()["missing"]


def case_schema() -> dict[str, Any]:
    """Return the JSON Schema (draft 2020-12) of a case file, made from the codebook.

    It fixes structure and allowed values; rules that join several fields are in `check.py`. A copy is kept in
    `case.schema.json` so that editors complete and check case files.
    """
    book = codebook()
    scales = {name: list(scale["values"]) for name, scale in book["scales"].items()}
    reversals = [code for code, value in book["variables"]["reversal"]["values"].items() if not value.get("none")]
    text = {"type": "string", "minLength": 1}
    year = {"type": "integer", "minimum": 1850, "maximum": 2100}

    def record(properties: dict[str, Any], optional: tuple[str, ...] = ()) -> dict[str, Any]:
        return {
            "type": "object",
            "additionalProperties": False,
            "required": [name for name in properties if name not in optional],
            "properties": properties,
        }

    def optional_of(schema: dict[str, Any]) -> dict[str, Any]:
        return {**schema, "type": [schema["type"], "null"]}

    def coding(variable: dict[str, Any]) -> dict[str, Any]:
        missing = {"enum": variable["missing"]}
        codes = {"enum": list(variable.get("values", ()))}
        one_of = {
            "one": {"enum": codes["enum"] + missing["enum"]},
            "ordered": {"enum": codes["enum"] + missing["enum"]},
            "number": {"anyOf": [{"type": "integer", "minimum": 1}, missing]},
            "text": text,
            "many": {
                "anyOf": [
                    {
                        "type": "array",
                        "items": codes,
                        "minItems": 1,
                        "uniqueItems": True,
                        "maxItems": variable.get("max", len(codes["enum"]) or 1),
                    },
                    missing,
                ]
            },
        }
        support = record({"source": text, "locator": text, "note": text})
        properties = {
            "value": {"description": " ".join(variable["rule"].split()), **one_of[variable["kind"]]},
            "basis": {"enum": scales["basis"]},
            "support": {"type": "array", "items": support},
        }
        return {"title": variable["question"], **record(properties, ("basis", "support"))}

    event = {
        "year": optional_of(year),
        "rung": {"enum": scales["rung"]},
        "reversal": {"enum": reversals},
        "strand": text,
        "actor": text,
        "what": text,
        "source": text,
        "locator": text,
    }
    source = {
        "title": text,
        "publisher": text,
        "year": optional_of(year),
        "url": {"type": "string", "pattern": "^https?://[^\\s]+$"},
        "doi": {"type": "string", "pattern": "^10\\.\\d{4,9}/\\S+$"},
        "type": {"enum": scales["source_type"]},
        "independence": {"enum": scales["independence"]},
        "language": {"type": "string", "pattern": "^[a-z]{2}$"},
        "read": {"enum": scales["read"]},
        "retrieved": {"type": "string", "pattern": "^20\\d\\d-[01]\\d-[0-3]\\d$"},
        "shared": {"const": True},
    }
    coordinate = {"type": ["number", "null"]}
    return {
        "$schema": "https://json-schema.org/draft/2020-12/schema",
        "title": "Case file of the Co-production Explorer",
        **record(
            {
                "id": {"type": "string", "pattern": "^[a-z0-9]+(-[a-z0-9]+)*$", "maxLength": 60},
                "name": text,
                "summary": text,
                "place": record(
                    {
                        "country": text,
                        "locality": optional_of(text),
                        "latitude": coordinate,
                        "longitude": coordinate,
                        "precision": {"enum": scales["precision"]},
                    }
                ),
                "period": record(
                    {
                        "start_year": optional_of(year),
                        "end_year": optional_of(year),
                        "status": {"enum": scales["status"]},
                    }
                ),
                "programme": optional_of(text),
                "selection_route": {"enum": scales["selection_route"]},
                "sources": {
                    "type": "object",
                    "minProperties": 1,
                    "propertyNames": {"pattern": "^[a-z0-9_]+$"},
                    "additionalProperties": {
                        **record(source, ("url", "doi", "shared")),
                        "anyOf": [{"required": ["url"]}, {"required": ["doi"]}],
                    },
                },
                "codings": record({name: coding(variable) for name, variable in book["variables"].items()}),
                "events": {"type": "array", "items": record(event, ("reversal", "strand"))},
            }
        ),
    }
