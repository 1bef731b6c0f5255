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


def candidate(position: int, name: str, decision: str, rule: str, **more: Any) -> dict[str, Any]:
    """Return a row of the table `screening`."""
    return {
        "candidate": name,
        "position": position,
        "origin": name.split(":")[0],
        "title": name,
        "decision": decision,
        "rule": rule,
        "case_id": None,
        "duplicate_of": None,
        "reason": "It does so",
        "decided": "2026-01-31",
    } | more


# What stands beside the four made-up cases of the fixture `small`.
FURTHER = {
    "screening": [
        candidate(0, "participedia:1", "included", "all_met", case_id="ash-budget"),
        candidate(1, "participedia:2", "included", "all_met", case_id="birch-panel"),
        candidate(2, "lead:cedar", "included", "all_met", case_id="cedar-clinic"),
        candidate(3, "lead:dogwood", "included", "all_met", case_id="dogwood-forum"),
        candidate(4, "lead:cedar-again", "duplicate_of", "one_initiative_one_case", duplicate_of="lead:cedar"),
        candidate(5, "lead:strike", "excluded", "no_authority"),
        candidate(6, "lead:election", "excluded", "not_an_initiative"),
        candidate(7, "lead:unread", "awaiting_source", "not_yet_coded"),
    ],
    "search": [
        {
            "position": 0,
            "case_id": "ash-budget",
            "query": "Ash",
            "result": "found",
            "sources": "report",
            "searched": "2026-01-31",
        },
        {
            "position": 1,
            "case_id": "ash-budget",
            "query": "Ash 2",
            "result": "nothing_found",
            "sources": None,
            "searched": "2026-01-31",
        },
        {
            "position": 2,
            "case_id": "birch-panel",
            "query": "Birch",
            "result": "nothing_found",
            "sources": None,
            "searched": "2026-01-31",
        },
    ],
    "double_coding": [
        {"stage": stage, "case_id": case_id, "reader": reader, "variable": "scale", "value": "city"}
        for stage, ids in (("pilot", ["ash-budget"]), ("main", ["ash-budget", "birch-panel"]))
        for case_id in ids
        for reader in ("first", "second")
    ],
    "agreement": [
        {
            "stage": stage,
            "variable": variable,
            "level": "ordinal",
            "n": 2,
            "agreed": 1,
            "alpha": alpha,
            "low": alpha,
            "high": alpha,
            "known_n": 1,
            "known_agreed": 1,
            "known_alpha": None,
            "known_low": None,
            "known_high": None,
            "status": "too_few",
        }
        for stage, variable, alpha in (("pilot", "scale", None), ("main", "space", 0.5), ("main", "scale", 0.25))
    ],
    "adjudication": [
        {
            "case_id": "ash-budget",
            "variable": "scale",
            "first": "city",
            "second": "region",
            "settled": "city",
            "reason": "It says so",
        }
    ],
    "audit": [
        {
            "round": 1,
            "case_id": case_id,
            "variable": variable,
            "value": "x",
            "source": "report",
            "verdict": verdict,
            "comment": None,
        }
        for case_id, variable, verdict in (
            ("ash-budget", "space", "holds"),
            ("ash-budget", "scale", "holds"),
            ("birch-panel", "scale", "not_supported"),
            ("birch-panel", "scale", "wrong"),
            ("birch-panel", "events", "locator_wrong"),
        )
    ],
}
