"""The codebook holds together, and the schema that editors use follows from it."""

import itertools
import json

import pytest

from data.codebook import DATA, case_schema, codebook, countries

VARIABLES = codebook()["variables"]


def test_schema_file_is_the_one_made_from_the_codebook() -> None:
    kept = json.loads((DATA / "case.schema.json").read_text())
    assert kept == json.loads(json.dumps(case_schema())), "run: python -m data.build --schema"


@pytest.mark.parametrize("name", [*VARIABLES, *codebook()["derived"]])
def test_every_variable_is_defined(name: str) -> None:
    variable = {**VARIABLES, **codebook()["derived"]}[name]
    assert variable["label"]
    assert variable["question"].endswith("?")
    assert len(variable["rule"].split()) >= 3
    assert variable["lens"] in codebook()["lenses"]
    assert set(variable["origin"]) <= set(codebook()["references"])


@pytest.mark.parametrize("name", VARIABLES)
def test_values_and_missing_codes_never_meet(name: str) -> None:
    variable = VARIABLES[name]
    assert set(variable["missing"]) <= set(codebook()["missing"])
    assert not set(variable["missing"]) & set(variable.get("values", ()))
    assert bool(variable.get("values")) == (variable["kind"] in ("one", "ordered", "many"))
    labels = [value["label"] for value in variable.get("values", {}).values()]
    assert len(set(labels)) == len(labels)


def test_action_ladder_has_a_shade_for_each_rung_in_both_modes() -> None:
    rungs = len(codebook()["scales"]["rung"]["values"])
    assert {len(shades) for shades in codebook()["colours"]["ladder"].values()} == {rungs}


def test_ladder_steps_differ_in_lightness() -> None:
    def lightness(shade: str) -> float:
        red, green, blue = (int(shade[i : i + 2], 16) for i in (1, 3, 5))
        return 0.2126 * red + 0.7152 * green + 0.0722 * blue

    for shades in codebook()["colours"]["ladder"].values():
        steps = [lightness(shade) for shade in shades]
        assert steps in (sorted(steps), sorted(steps, reverse=True))
        assert min(abs(a - b) for a, b in itertools.pairwise(steps)) > 10


def test_coalition_knows_every_actor_once() -> None:
    grouped = [actor for group in codebook()["scales"]["coalition"]["values"].values() for actor in group["actors"]]
    assert sorted(grouped) == sorted(VARIABLES["actors_mobilised"]["values"])


def test_countries_have_a_region_and_bounds() -> None:
    for row in countries().values():
        assert row["region"]
        assert float(row["west"]) < float(row["east"])
        assert float(row["south"]) < float(row["north"])
