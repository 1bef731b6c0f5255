"""The page “Methods and data”: its numbers are those of the database, and it works with nothing, some or all there."""

import pytest

from pages.parts import trust
from queries import Database
from tests.test_pages import opened, words


def text_of(test: object) -> str:
    return words(test) + "\n" + "\n".join(str(header.value) for header in test.header)


def test_the_page_runs_and_says_what_to_distrust(real: Database) -> None:
    test = opened("methods")
    assert not test.exception
    text = text_of(test)
    for word in (
        "documented cases, not a sample", "machine-assisted", "not checked by the people in the cases",
        "Selection on success", "Organisers' own accounts", "English and digital", "Unequal documentation",
        "survivorship", "ladder is not value", "Sequence is not cause", "Hidden power", "not independent",
        "left out of every proportion", "one reader", "blind to outcome", "2,000 characters", "Creative Commons",
    ):  # fmt: skip
        assert word in text, word
    for claim in ("leads to", "success rate", "best practice"):
        assert claim not in text.lower()


def test_the_flow_adds_up(real: Database) -> None:
    flow = real.ask("screening_flow")
    test = opened("methods")
    table = next(t.value for t in test.table if "Rule" in t.value.columns)
    assert sum(int(n.replace(",", "")) for n in table["Candidates"]) == flow["candidates"].sum()
    included = flow.loc[flow["decision"] == "included", "candidates"].sum()
    assert included >= real.ask("release").loc[0, "initiatives"]
    chart = next(element for element in test.main if element.type == "graphviz_chart")
    assert f"{flow['candidates'].sum():,} candidates" in chart.proto.alt
    assert chart.proto.alt.endswith(f"leaving {included:,}.")


def test_every_table_has_alternative_text() -> None:
    assert all(table.proto.alt for table in opened("methods").table)


@pytest.mark.parametrize(
    ("typed", "there", "gone"),
    [
        ("arnstein", "Power in design", "Settlement"),
        ("final_authority", "Final say", "Backlash"),
        ("MASI", None, "Final say"),
        ("residents' vote", "Power in commissioning", "Scale"),
        ("mini-public lot", "Approach", "Scale"),
    ],
)
def test_the_codebook_can_be_searched(typed: str, there: str | None, gone: str) -> None:
    test = opened("methods")
    test.text_input(key="codebook_search").set_value(typed).run()
    assert not test.exception
    labels = [expander.label.replace("\\", "") for expander in test.expander]
    assert there is None or any(label.startswith(f"{there} (") for label in labels)
    assert not any(label.startswith(f"{gone} (") for label in labels)


def test_the_codebook_shows_every_coded_and_derived_variable(real: Database) -> None:
    variables = real.ask("variables")
    labels = "\n".join(expander.label for expander in opened("methods").expander)
    for row in variables[variables["made"] != "identity"].itertuples():
        assert f"(`{row.variable}`)" in labels


def shown(database: Database, monkeypatch: pytest.MonkeyPatch, **replaced: object) -> str:
    """Run the page on other answers to some questions."""
    from pages.parts import store

    usual = store.database()

    class Other:
        def ask(self, question: str, **parameters: object) -> object:
            source = database if question in replaced else usual
            return source.ask(question, **parameters)

        ask_exactly = usual.ask_exactly

    store.ask.clear()
    with monkeypatch.context() as patch:
        patch.setattr(store, "database", Other)
        test = opened("methods")
        assert not test.exception
        text = text_of(test) + "".join(f"\n{table.value.to_string()}" for table in test.table)
    store.ask.clear()
    return text


def test_nothing_coded_twice_and_nothing_audited_yet() -> None:
    test = opened("methods")
    counts = trust.ask("quality_counts").iloc[0]
    text = text_of(test)
    assert ("no case of this release has been coded twice" in text) == (counts["main"] == 0)
    assert ("no value has been audited yet" in text) == (counts["audited"] == 0)


def test_agreement_and_audit_as_they_came_out(small: Database, monkeypatch: pytest.MonkeyPatch) -> None:
    text = shown(small, monkeypatch, quality_counts=1, agreement=1, audit_summary=1)
    assert "2 cases of" in text
    assert "1 difference was settled" in text
    assert "0.25 (0.25 to 0.25)" in text
    assert "cannot be told" in text
    assert "5 values of 2 cases have been audited" in text
    # Fewer than ten audited values: counts, and no percentage.
    assert "2 of 5" in text
    assert "%" not in text.split("2 of 5")[1][:20]


def test_shares_carry_a_wilson_interval_from_ten_on() -> None:
    # Wilson 95 % for 1 of 10, as in Newcombe 1998 (Statistics in Medicine 17, 857-872): 0.0179 to 0.4042.
    assert trust.said_share(1, 10) == "1 of 10, 10% (2% to 40%)"
    assert trust.said_share(1, 9) == "1 of 9"
    assert trust.said_share(9, 308) == "9 of 308, 2.9% (1.5% to 5.5%)"


def test_every_language_of_a_source_has_a_name(real: Database) -> None:
    mix = real.ask("evidence_mix")
    languages = mix[mix["variable"] == "language"]
    assert [row.code for row in languages.itertuples() if row.label == row.code] == [], "add to codebook.yaml"
