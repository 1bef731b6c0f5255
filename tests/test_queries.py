"""Every question, asked of four made-up cases whose answers were worked out by hand."""

from pathlib import Path
from typing import Any

import duckdb
import pytest

from data.build import compile_database
from queries import FOLDER, Database, sql
from tests.cases import make_case

ALL = ["ash-budget", "birch-panel", "cedar-clinic", "dogwood-forum"]
NOTHING = {"variables": [], "codes": [], "search": "", "year_from": None, "year_to": None}


def chosen(*pairs: tuple[str, str], **more: Any) -> dict[str, Any]:
    return NOTHING | {"variables": [v for v, _ in pairs], "codes": [c for _, c in pairs]} | more


def found(database: Database, parameters: dict[str, Any]) -> list[str]:
    return list(database.ask("selection", **parameters)["case_id"])


def test_every_question_says_what_it_answers() -> None:
    for path in FOLDER.glob("*.sql"):
        lines = path.read_text().splitlines()
        assert lines[0].startswith("-- "), path.name
        comment = "\n".join(line for line in lines if line.startswith("--"))
        assert "?" in comment, path.name
        assert "Parameters:" in comment, path.name
        assert "Columns" in comment, path.name


def test_every_question_is_tested_here() -> None:
    text = open(__file__).read()  # noqa: PTH123, SIM115
    assert [path.stem for path in FOLDER.glob("*.sql") if f'"{path.stem}"' not in text] == []


# ── selection ────────────────────────────────────────────────────────────────


def test_no_filter_leaves_all_by_name(small: Database) -> None:
    # By name: "Birch panel", "Café budgeting in Ash", "Cedar clinic", "Dogwood forum".
    assert found(small, NOTHING) == ["birch-panel", "ash-budget", "cedar-clinic", "dogwood-forum"]


@pytest.mark.parametrize(
    ("pairs", "expected"),
    [
        ([("approach", "mini_public")], ["birch-panel"]),
        ([("approach", "mini_public"), ("approach", "dialogue_forum")], ["birch-panel", "dogwood-forum"]),
        ([("approach", "mini_public"), ("country", "GBR")], []),
        ([("domain", "housing")], ["ash-budget", "dogwood-forum"]),
        ([("region", "Sub-Saharan Africa")], ["cedar-clinic"]),
        ([("shared_in", "power_commission")], ["ash-budget"]),
        ([("reversal", "defunded")], ["ash-budget"]),
        ([("action_peak", "delivered")], ["ash-budget"]),
        ([("action_now", "adopted")], ["ash-budget"]),
        ([("final_authority", "not_reported")], ["cedar-clinic"]),
        ([("outcome_independence", "no_event")], ["cedar-clinic"]),
        ([("approach", "no_such_code")], []),
    ],
)
def test_or_within_and_across(small: Database, pairs: list[tuple[str, str]], expected: list[str]) -> None:
    assert sorted(found(small, chosen(*pairs))) == expected


@pytest.mark.parametrize(
    ("years", "expected"),
    [
        ((2006, None), ["ash-budget", "dogwood-forum"]),
        ((None, 2009), ["birch-panel"]),
        ((2005, 2010), ["ash-budget", "birch-panel", "dogwood-forum"]),
        ((2011, None), []),
    ],
)
def test_years_are_those_of_the_start(small: Database, years: tuple, expected: list[str]) -> None:
    assert sorted(found(small, chosen(year_from=years[0], year_to=years[1]))) == expected


@pytest.mark.parametrize(
    ("search", "expected"),
    [
        ("budget", ["ash-budget"]),  # "budgeting" for "budget"
        ("BUDGETS", ["ash-budget"]),
        ("cafe", ["ash-budget"]),  # accents
        ("budgetting", ["ash-budget"]),  # a typo
        ("Recfie", ["birch-panel"]),  # two neighbouring letters turned
        ("Recif", ["birch-panel"]),
        ("recipe", ["birch-panel"]),
        ("kenya", ["cedar-clinic"]),
        ("uk", ["ash-budget", "dogwood-forum"]),
        ("mini public", ["birch-panel"]),
        ("ash leeds", ["ash-budget"]),  # every word must be there
        ("ash recife", []),
        ("the of", ALL),  # words that say nothing
        ("xylophone", []),
        ("'; drop table initiative; --", []),
    ],
)
def test_search(small: Database, search: str, expected: list[str]) -> None:
    assert sorted(found(small, chosen(search=search))) == expected


def test_search_puts_a_name_before_a_note(small: Database) -> None:
    assert found(small, chosen(search="housing"))[0] in ("ash-budget", "dogwood-forum")
    assert found(small, chosen(search="forum"))[0] == "dogwood-forum"


def test_facet_counts_say_what_a_value_would_leave(small: Database) -> None:
    rows = small.ask("facet_counts", **chosen(("country", "GBR")), shown=["country", "approach"])
    counts = {(row.variable, row.code): row.cases for row in rows.itertuples()}
    assert counts == {
        ("country", "GBR"): 2,
        ("country", "BRA"): 1,  # another country instead: its own filter does not count against it
        ("country", "KEN"): 1,
        ("approach", "participatory_budgeting"): 1,
        ("approach", "dialogue_forum"): 1,
    }


def test_facet_counts_agree_with_the_selection_they_promise(small: Database) -> None:
    for pairs in ([], [("country", "GBR")], [("country", "GBR"), ("approach", "mini_public")]):
        rows = small.ask("facet_counts", **chosen(*pairs), shown=["domain", "country", "approach", "reversal"])
        for row in rows.itertuples():
            others = [pair for pair in pairs if pair[0] != row.variable]
            assert row.cases == len(found(small, chosen(*others, (row.variable, row.code))))


def test_loosen_names_the_filter_that_brings_most_back(small: Database) -> None:
    rows = small.ask("loosen", **chosen(("country", "KEN"), ("approach", "dialogue_forum"), search="forum"))
    assert [tuple(row) for row in rows.itertuples(index=False)] == [("country", 1)]
    rows = small.ask("loosen", **chosen(("country", "BRA"), year_from=2010))
    assert [tuple(row) for row in rows.itertuples(index=False)] == [("country", 2), ("years", 1)]


# ── lists ────────────────────────────────────────────────────────────────────


@pytest.mark.parametrize(
    ("sort", "expected"),
    [
        ("relevance", ["dogwood-forum", "cedar-clinic", "birch-panel", "ash-budget"]),
        ("name", ["birch-panel", "ash-budget", "cedar-clinic", "dogwood-forum"]),
        ("year", ["ash-budget", "dogwood-forum", "birch-panel", "cedar-clinic"]),
        ("action", ["birch-panel", "ash-budget", "dogwood-forum", "cedar-clinic"]),
    ],
)
def test_listing_sorts(small: Database, sort: str, expected: list[str]) -> None:
    assert list(small.ask("listing", case_ids=ALL[::-1], sort=sort, skip=0, take=9)["case_id"]) == expected


def test_listing_takes_a_page(small: Database) -> None:
    rows = small.ask("listing", case_ids=ALL, sort="relevance", skip=1, take=2)
    assert list(rows["case_id"]) == ALL[1:3]


def test_listing_places_a_case_without_coordinates_at_its_country(small: Database) -> None:
    row = small.ask("listing", case_ids=["cedar-clinic"], sort="name", skip=0, take=1).iloc[0]
    assert (row["country"], row["precision"]) == ("Kenya", "country")
    assert -5 < row["latitude"] < 5
    assert 34 < row["longitude"] < 42
    assert (row["sources"], row["independent_sources"]) == (1, 1)


def test_totals(small: Database) -> None:
    row = small.ask("totals", case_ids=ALL).iloc[0].to_dict()
    assert row == {
        "cases": 4,
        "countries": 3,
        "sources": 4,
        "with_record": 3,
        "delivered": 2,
        "no_further": 1,
        "reversed": 1,
        "reversal_unknown": 2,
        "independent": 3,
        "failure_search": 1,
    }
    assert small.ask("totals", case_ids=[]).iloc[0]["cases"] == 0


def test_distribution_keeps_empty_values_and_unknowns(small: Database) -> None:
    rows = small.ask("distribution", case_ids=ALL, shown=["final_authority"]).set_index("code")["cases"]
    assert rows["elected_body"] == 2
    assert rows["participants"] == 1
    assert rows["not_reported"] == 1
    assert rows["court"] == 0
    assert rows.sum() == 4


def test_export_has_code_and_label(small: Database) -> None:
    rows = small.ask("export", case_ids=["ash-budget"]).set_index("heading")["value"]
    assert rows["approach"] == "participatory_budgeting"
    assert rows["approach_label"] == "Participatory budgeting"
    assert rows["label_label"] == "Co-production; Participatory"
    assert rows["participants"] == "300"
    assert rows["country_label"] == "United Kingdom"


# ── one case ─────────────────────────────────────────────────────────────────


def test_case_identity(small: Database) -> None:
    row = small.ask("case_identity", case_id="birch-panel").iloc[0]
    assert (row["country_label"], row["region"]) == ("Brazil", "Latin America and the Caribbean")
    assert (row["start_year"], row["end_year"], row["status"]) == (2005, 2006, "ended")
    assert small.ask("case_identity", case_id="no-such-case").empty


def test_case_codings_hold_every_variable(small: Database) -> None:
    rows = small.ask("case_codings", case_ids=["ash-budget"])
    # derived, as they also have a value for each case
    assert {"action_peak", "label_practice_fit", "policy_domain", "who_lost"} <= set(rows["variable"])
    assert list(rows.loc[rows["variable"] == "actors_mobilised", "label"]) == [
        "Residents or users",
        "NGO",
        "Public officials",
    ]


def test_case_supports_sources_and_events(small: Database) -> None:
    supports = small.ask("case_supports", case_ids=["dogwood-forum"])
    assert list(supports.loc[supports["variable"] == "who_lost", "note"]) == ["The report says so"]
    sources = small.ask("case_sources", case_ids=["dogwood-forum"]).iloc[0]
    assert (sources["type"], sources["independence"]) == ("Evaluation", "Independent")
    assert sources["address"] == "https://example.org/dogwood-forum"
    events = small.ask("case_events", case_id="ash-budget")
    assert list(events["rung"]) == ["delivered", "adopted"]
    assert list(events["rung_position"]) == [4, 2]
    assert events.loc[1, "reversal_label"] == "Defunded"


def test_related_shares_most_context_and_never_the_case_itself(small: Database) -> None:
    rows = small.ask("related", case_id="cedar-clinic")
    assert len(rows) <= 3
    assert "cedar-clinic" not in set(rows["case_id"])
    # Birch and Cedar share domain (health) and settlement (urban); the others share nothing with Cedar.
    assert list(rows["case_id"]) == ["birch-panel"]
    assert sorted(rows.loc[0, "shared"]) == ["Health", "Urban"]


# ── the codebook ─────────────────────────────────────────────────────────────


def test_codebook_questions(small: Database) -> None:
    variables = small.ask("variables").set_index("variable")
    assert variables.loc["scale", "label"] == "Scale"
    assert any("Arnstein" in citation for citation in variables.loc["power_design", "literature"])
    values = small.ask("values")
    assert list(values.loc[values["variable"] == "settlement", "code"])[-2:] == ["not_reported", "unclear"]
    assert list(small.ask("lenses")["lens"])[1:4] == ["clarification", "elucidation", "provocation"]
    ladder = small.ask("colours").set_index(["name", "mode"]).loc[("ladder", "light"), "shades"]
    assert len(ladder) == 6
    release = small.ask("release").iloc[0]
    assert (release["initiatives"], release["first_year"], release["last_year"]) == (4, 2005, 2010)
    assert list(small.ask("case_names")["case_id"]) == ["birch-panel", "ash-budget", "cedar-clinic", "dogwood-forum"]
    assert '"Topology"' in small.ask("outline").loc[0, "topology"]


# ── how far the data can be trusted ──────────────────────────────────────────


def test_screening(small: Database) -> None:
    rows = small.ask("screening_flow")
    assert [(row.decision, row.rule, row.candidates) for row in rows.itertuples()] == [
        ("included", "all_met", 4),
        ("excluded", "no_authority", 1),
        ("excluded", "not_an_initiative", 1),
        ("duplicate_of", "one_initiative_one_case", 1),
        ("awaiting_source", "not_yet_coded", 1),
    ]
    assert rows.loc[0, "decision_label"] == "Included and coded"
    assert "lay people" in rows.loc[0, "rule_definition"]
    origins = small.ask("screening_origins")
    assert [(row.origin, row.candidates, row.included) for row in origins.itertuples()] == [
        ("participedia", 2, 2),
        ("lead", 6, 2),
    ]


def test_search_results(small: Database) -> None:
    row = small.ask("search_results").iloc[0]
    assert (row["searches"], row["cases"], row["cases_found"], row["cases_without"]) == (3, 2, 1, 1)


def test_evidence_mix(small: Database) -> None:
    mix = small.ask("evidence_mix")
    counts = {(row.variable, row.code): (row.label, row.n, row.total) for row in mix.itertuples()}
    assert counts["selection_route", "failure_search"] == ("Search for failures", 1, 4)
    assert counts["country", "GBR"] == ("United Kingdom", 2, 4)
    assert counts["source_type", "evaluation"] == ("Evaluation", 4, 4)
    assert counts["language", "en"] == ("English", 4, 4)
    assert counts["read", "full_text"][1:] == (4, 4)
    assert ("selection_route", "award") not in counts
    assert list(mix.loc[mix["variable"] == "country", "n"]) == [2, 1, 1]


def test_agreement_and_audit(small: Database) -> None:
    rows = small.ask("agreement")
    assert [(row.stage, row.variable) for row in rows.itertuples()] == [
        ("main", "scale"),
        ("main", "space"),
        ("pilot", "scale"),
    ]
    assert rows.loc[0, ["label", "alpha", "status_label"]].tolist() == ["Scale", 0.25, "Too few cases"]
    counts = small.ask("quality_counts").iloc[0].to_dict()
    assert counts == {"pilot": 1, "main": 2, "settled": 1, "audited": 5, "audited_cases": 2}
    audit = small.ask("audit_summary")
    columns = ["n", "holds", "locator_wrong", "wrong", "not_supported", "errors"]
    assert audit.loc[0, columns].tolist() == [5, 2, 1, 1, 1, 2]
    assert set(audit["round"]) == {1}
    by_variable = audit.iloc[1:].set_index("variable")
    assert by_variable.loc["scale", columns].tolist() == [3, 1, 0, 1, 1, 2]
    assert by_variable.loc["events", columns].tolist() == [1, 0, 1, 0, 0, 0]


def test_the_package_describes_itself(small: Database) -> None:
    assert small.ask("limits").set_index("name").loc["note_words", "value"] == 25
    assert small.ask("release_notes").loc[0, "version"] == small.ask("package").loc[0, "version"]
    assert small.ask("document", name="codebook").loc[0, "body"].startswith("# The codebook")
    assert small.ask("document", name="no_such").empty
    sizes = small.ask("package_tables").set_index("name")["rows_in_it"]
    assert (sizes["initiative"], sizes["screening"], sizes["audit"]) == (4, 8, 5)
    columns = small.ask("package_columns").set_index(["name", "column_name"])
    assert columns.loc[("initiative", "start_year"), "data_type"] == "INTEGER"
    assert columns.loc[("initiative", "case_id"), "required"]
    references = small.ask("package_references").set_index("name")
    assert references.loc["event", "target"] == "source"
    assert list(references.loc["event", "columns"]) == ["case_id", "source"]
    assert list(small.ask("table", name="derived")["case_id"]) == ALL
    exact = small.ask_exactly("table", name="initiative").to_pylist()
    assert [row["start_year"] for row in exact] == [2010, 2005, None, 2010]
    with pytest.raises(duckdb.Error):
        small.ask("table", name="no_such_table")


# ── the lock ─────────────────────────────────────────────────────────────────


@pytest.mark.parametrize(
    "statement",
    [
        "delete from initiative",
        "copy initiative to '/tmp/stolen.csv'",
        "attach '/tmp/other.duckdb'",
        "select * from read_csv('/etc/passwd')",
        "set enable_external_access = true",
        "install httpfs",
    ],
)
def test_the_database_is_read_only_and_locked_down(small: Database, statement: str) -> None:
    with pytest.raises(duckdb.Error):
        small._connection.execute(statement)


def test_a_missing_or_extra_parameter_is_an_error(small: Database) -> None:
    with pytest.raises(duckdb.Error):
        small.ask("related")
    with pytest.raises(duckdb.Error):
        small.ask("related", case_id="x", extra=1)
    with pytest.raises(FileNotFoundError):
        small.ask("no_such_question")


# ── analysis ─────────────────────────────────────────────────────────────────


def test_eligible_leaves_out_failure_searches_always(small: Database) -> None:
    plain = small.ask("eligible", case_ids=ALL, independent_only=False, one_per_programme=False)
    assert plain.set_index("case_id")["left_out"].dropna().to_dict() == {"dogwood-forum": "failure_search"}
    strict = small.ask("eligible", case_ids=ALL, independent_only=True, one_per_programme=False)
    assert strict.set_index("case_id")["left_out"].dropna().to_dict() == {
        "cedar-clinic": "not_independent",
        "dogwood-forum": "failure_search",
    }


def test_eligible_keeps_one_case_a_programme(tmp_path: Path) -> None:
    cases = [make_case(name, programme="Big") for name in ("one", "two", "three")] + [make_case("alone")]
    cases[0]["selection_route"] = "failure_search"
    compile_database(cases, tmp_path / "p.duckdb")
    rows = Database(tmp_path / "p.duckdb").ask(
        "eligible", case_ids=["one", "two", "three", "alone"], independent_only=False, one_per_programme=True
    )
    left_out = rows.set_index("case_id")["left_out"].dropna().to_dict()
    assert left_out == {"one": "failure_search", "two": "same_programme"}


def test_crosstab_counts_and_names(small: Database) -> None:
    rows = small.ask("crosstab", case_ids=ALL, row_variable="final_authority", column_variable="action_peak")
    cells = {(row.row_code, row.column_code): row.cases for row in rows.itertuples()}
    assert cells == {
        ("elected_body", "no_action"): 1,
        ("elected_body", "sustained"): 1,
        ("participants", "delivered"): 1,
        ("not_reported", "not_reported"): 1,
    }
    many = small.ask("crosstab", case_ids=["ash-budget"], row_variable="label", column_variable="reversed")
    assert list(many["row_code"]) == ["co_production", "participatory"]
    assert set(many["column_code"]) == {"yes"}


def test_members_of_a_group_by_name(small: Database) -> None:
    rows = small.ask(
        "members",
        case_ids=ALL,
        row_variable="final_authority",
        codes=["elected_body", "not_reported"],
        column_variable="action_peak",
    )
    assert [(row.code, row.case_id, row.outcome) for row in rows.itertuples()] == [
        ("elected_body", "birch-panel", "sustained"),
        ("elected_body", "dogwood-forum", "no_action"),
        ("not_reported", "cedar-clinic", "not_reported"),
    ]


def test_words_by_decade(small: Database) -> None:
    rows = small.ask("by_decade", case_ids=ALL, row_variable="label")
    assert {(row.column_label, row.row_code): row.cases for row in rows.itertuples()} == {
        ("2000s", "participatory"): 1,
        ("2010s", "co_production"): 1,
        ("2010s", "participatory"): 2,
        ("Not reported", "co_design"): 1,
    }
    assert set(rows.loc[rows["column_missing"], "column_code"]) == {"not_reported"}
    assert list(rows["row_position"]) == sorted(rows["row_position"])


def test_words_by_region(small: Database) -> None:
    rows = small.ask("crosstab", case_ids=ALL, row_variable="label", column_variable="region")
    assert rows.groupby("column_label")["cases"].sum().to_dict()["Europe"] == 3


def test_setbacks_list_each_kind(small: Database) -> None:
    rows = small.ask("setbacks", case_ids=ALL)
    assert [(row.kind, row.code, row.case_id) for row in rows.itertuples()] == [
        ("backlash", "protest", "ash-budget"),
        ("no_action", "no_action", "dogwood-forum"),
        ("reversal", "defunded", "ash-budget"),
    ]
    assert list(rows.loc[rows["kind"] == "reversal", "year"]) == [2014]


def test_waiting_times(small: Database) -> None:
    rows = small.ask("waiting", case_ids=ALL, rung="delivered").set_index("case_id")
    # Ash starts 2010, delivers 2011. Birch starts 2005, is sustained in 2007. Dogwood's record ends in 2015, a source.
    assert rows.loc[["ash-budget", "birch-panel", "dogwood-forum"], "years"].tolist() == [1, 2, 5]
    assert rows.loc[["ash-budget", "birch-panel", "dogwood-forum"], "happened"].tolist() == [True, True, False]
    assert rows.loc["cedar-clinic", "dropped"] == "no_start"


def test_evidence_map(small: Database) -> None:
    rows = small.ask("evidence_map", case_ids=ALL, row_variable="final_authority").set_index(["code", "type"])
    elected = rows.loc[("elected_body", "evaluation")]
    assert (elected["held"], elected["speaking"], elected["not_independent"], elected["confidence"]) == (2, 2, 0, 1.0)
    silent = rows.loc[("not_reported", "evaluation")]
    assert (silent["held"], silent["speaking"]) == (1, 0)
    assert rows.loc[("elected_body", "news"), "held"] == 0
    assert rows.loc[("court", "news"), "cases_in_row"] == 0


def test_stage_reports_and_facet_names(small: Database) -> None:
    row = small.ask("stage_reports", case_ids=ALL).iloc[0]
    assert (row["cases"], row["reported"], row["shared"], row["silent"]) == (4, 3, 1, 1)
    names = list(small.ask("facet_names")["variable"])
    assert "country" in names
    assert "participants" not in names


def test_nearest_is_gower_by_hand(small: Database) -> None:
    def ask(weights: dict[str, float], *pairs: tuple[str, str]) -> dict[str, tuple[float, float]]:
        rows = small.ask(
            "nearest",
            case_ids=ALL,
            variables=[v for v, _ in pairs],
            codes=[c for _, c in pairs],
            weighted=list(weights),
            weights=list(weights.values()),
        )
        return {row.case_id: (round(row.similarity, 4), round(row.coverage, 4)) for row in rows.itertuples()}

    one = dict.fromkeys(("policy_domain", "scale", "settlement"), 1.0)
    # Scale runs over six steps: organisation to city is two of five, so 0.6. Settlement is reported for Birch and Cedar.
    assert ask(one, ("policy_domain", "health"), ("scale", "city"), ("settlement", "urban")) == {
        "birch-panel": (1.0, 1.0),
        "cedar-clinic": (round((1 + 0.6 + 1) / 3, 4), 1.0),
        "ash-budget": (0.5, 0.6667),
        "dogwood-forum": (0.5, 0.6667),
    }
    # Twice the weight on domain; a weight of 0 takes settlement out altogether.
    heavy = {"policy_domain": 2.0, "scale": 1.0, "settlement": 0.0}
    assert ask(heavy, ("policy_domain", "health"), ("scale", "city"), ("settlement", "urban"))["cedar-clinic"] == (
        round((2 + 0.6) / 3, 4),
        1.0,
    )


def test_nearest_compares_lists_by_what_they_share(tmp_path: Path) -> None:
    compile_database(
        [make_case("both", groups=["women", "young_people"]), make_case("one", groups=["women"])], tmp_path / "g.duckdb"
    )
    rows = Database(tmp_path / "g.duckdb").ask(
        "nearest",
        case_ids=["both", "one"],
        variables=["groups", "groups", "groups"],
        codes=["women", "young_people", "older_people"],
        weighted=["groups"],
        weights=[1.0],
    )
    assert dict(zip(rows["case_id"], rows["similarity"].round(4), strict=True)) == {"both": 0.6667, "one": 0.3333}


def test_outcome_never_enters_the_distance() -> None:
    text = sql("nearest").split("scored as")[0]
    assert not [word for word in ("action", "event", "reversal", "derived") if word in text.split("with described")[1]]
