"""Small made-up cases for the tests; no real initiative is meant."""

from typing import Any

from data.codebook import codebook, is_missing

Event = tuple[int | None, str] | tuple[int | None, str, str] | tuple[int | None, str, str, str]


def make_case(
    case_id: str, *, events: list[Event] = (), place: dict | None = None, period: dict | None = None, **more: Any
):
    """Return a valid case: every variable at its first missing code unless `more` gives its value.

    An event is (year, rung), (year, rung, strand) or (year, rung, strand, reversal). Of `more`, the names of variables
    become codings and everything else replaces a top-level key.
    """
    variables = codebook()["variables"]
    defaults = {
        "policy_domain": "health",
        "secondary_domains": "not_applicable",
        "approach": "mini_public",
        "scale": "city",
        "label": ["participatory"],
        "action_record": "events_recorded" if events else "not_reported",
        "reversal": sorted({event[3] for event in events if len(event) > 3}) or "not_reported",
        "definition_clarity": "not_applicable",
        "occurrence_confidence": "dated_specifics",
        "attribution": "nothing_said" if events else "not_applicable",
    }
    values = {name: defaults.get(name, variable["missing"][0]) for name, variable in variables.items()}
    values |= {name: value for name, value in more.items() if name in variables}

    def coding(value: Any) -> dict[str, Any]:
        if is_missing(value):
            support = (
                [{"source": "report", "locator": "page 1", "note": "The accounts differ"}] if value == "unclear" else []
            )
            return {"value": value, "support": support}
        return {
            "value": value,
            "basis": "stated",
            "support": [{"source": "report", "locator": "page 1", "note": "The report says so"}],
        }

    return {
        "id": case_id,
        "name": case_id.replace("-", " ").capitalize(),
        "summary": "A made-up case for a test.",
        "place": {"country": "GBR", "locality": "Leeds", "latitude": 53.8, "longitude": -1.5, "precision": "locality"}
        | (place or {}),
        "period": {"start_year": 2010, "end_year": None, "status": "unknown"} | (period or {}),
        "programme": None,
        "selection_route": "case_database",
        "sources": {
            "report": {
                "title": "A report",
                "publisher": "A publisher",
                "year": 2015,
                "url": f"https://example.org/{case_id}",
                "type": "evaluation",
                "independence": "independent",
                "language": "en",
                "read": "full_text",
                "retrieved": "2026-01-31",
            }
        },
        "codings": {name: coding(value) for name, value in values.items()},
        "events": [
            {
                "year": event[0],
                "rung": event[1],
                **({"strand": event[2]} if len(event) > 2 and event[2] else {}),
                **({"reversal": event[3]} if len(event) > 3 else {}),
                "actor": "The council",
                "what": "Something happened",
                "source": "report",
                "locator": "page 2",
            }
            for event in events
        ],
    } | {name: value for name, value in more.items() if name not in variables}
