"""Agreement: published worked examples, distances worked out by hand, and the same numbers as another program."""

import itertools

import krippendorff
import numpy
import pytest

from data.agreement import GOOD, RESAMPLES, agreement_rows, alphas, masi, status
from data.codebook import codebook

# Krippendorff 2011, Computing Krippendorff's Alpha-Reliability, section D: four observers, missing data, all metrics.
FOUR = [
    (1, 2, 3, 3, 2, 1, 4, 1, 2, None, None, None),
    (1, 2, 3, 3, 2, 2, 4, 1, 2, 5, None, 3),
    (None, 3, 3, 3, 2, 3, 4, 2, 2, 5, 1, None),
    (1, 2, 3, 3, 2, 4, 4, 1, 2, 5, 1, None),
]


@pytest.mark.parametrize(("level", "published"), [("nominal", 0.743), ("ordinal", 0.815), ("ratio", 0.797)])
def test_published_example_of_four_observers(level: str, published: float) -> None:
    units = list(zip(*FOUR, strict=True))
    assert alphas(units, level, [1, 2, 3, 4, 5])[0] == pytest.approx(published, abs=0.0005)


@pytest.mark.parametrize(
    ("one", "other", "published"),
    [("0100000010", "1110010000", 0.095), ("aabbdcccedda", "babbbcccedd d".replace(" ", ""), 0.692)],
)
def test_published_examples_of_two_observers(one: str, other: str, published: float) -> None:
    """Krippendorff 2011, sections A (binary) and B (nominal)."""
    assert alphas(list(zip(one, other, strict=True)), "nominal")[0] == pytest.approx(published, abs=0.0005)


@pytest.mark.parametrize("level", ["nominal", "ordinal", "ratio"])
def test_the_same_as_the_library(level: str) -> None:
    random = numpy.random.default_rng(7)
    for _ in range(20):
        answers = random.integers(1, 6, (2, 30))
        expected = krippendorff.alpha(answers, level_of_measurement=level, value_domain=[1, 2, 3, 4, 5])
        assert alphas(list(zip(*answers.tolist(), strict=True)), level, [1, 2, 3, 4, 5])[0] == pytest.approx(expected)


def test_sets_are_the_same_as_the_library_with_our_distance() -> None:
    random = numpy.random.default_rng(8)
    domain = [frozenset(c) for size in (1, 2, 3) for c in itertools.combinations("abcd", size)]
    distance = numpy.array([[masi(one, other) for other in domain] for one in domain])
    picks = random.integers(0, len(domain), (2, 40))
    expected = krippendorff.alpha(
        picks,
        value_domain=list(range(len(domain))),
        level_of_measurement=lambda v1, v2, i1, i2, n_v, dtype=float: distance[
            numpy.asarray(i1, int), numpy.asarray(i2, int)
        ],
    )
    units = [(domain[one], domain[other]) for one, other in picks.T]
    assert alphas(units, "masi")[0] == pytest.approx(expected)


@pytest.mark.parametrize(
    ("one", "other", "distance"),
    [
        ("ab", "ab", 0),
        ("abc", "ab", 1 - (2 / 3) * (2 / 3)),  # one holds the other
        ("a", "ab", 1 - (1 / 2) * (2 / 3)),
        ("ab", "bc", 1 - (1 / 3) * (1 / 3)),  # they overlap
        ("ab", "cd", 1),
    ],
)
def test_masi_by_hand(one: str, other: str, distance: float) -> None:
    assert masi(frozenset(one), frozenset(other)) == pytest.approx(distance)
    assert masi(frozenset(other), frozenset(one)) == pytest.approx(distance)


def test_alpha_of_sets_by_hand() -> None:
    # Observed: (0 + 2/3) / 2 = 1/3. Expected, of three {a} and one {a, b}: 2 * 3 * 2/3 / (4 * 3) = 1/3. Alpha 0.
    a, ab = frozenset("a"), frozenset("ab")
    assert alphas([(a, a), (a, ab)], "masi")[0] == pytest.approx(0)


def test_a_weight_counts_a_case_as_often() -> None:
    units = [("a", "a"), ("a", "b"), ("b", "b")]
    weighted = alphas(units, "nominal", weights=numpy.array([[2, 1, 0], [1, 1, 1]]))
    assert weighted[0] == pytest.approx(alphas([units[0], units[0], units[1]], "nominal")[0])
    assert weighted[1] == pytest.approx(alphas(units, "nominal")[0])


def test_nothing_varies_or_nothing_is_left() -> None:
    assert numpy.isnan(alphas([("a", "a")] * 5, "nominal")[0])
    assert numpy.isnan(alphas([("a", None)] * 5, "nominal")[0])


def rows_of(answers: list[tuple[dict, dict]]) -> dict[str, dict]:
    return {row["variable"]: row for row in agreement_rows("main", {str(i): pair for i, pair in enumerate(answers)})}


def test_rows_count_missing_codes_and_leave_them_out() -> None:
    first = {"space": "invited", "scale": "city", "groups": ["women", "other"], "who_lost": "Tenants"}
    second = {"space": "not_reported", "scale": "city", "groups": ["other", "women"], "who_lost": "Renters"}
    third = {"space": "claimed", "scale": "region", "groups": "not_reported", "who_lost": "Nobody"}
    rows = rows_of([(first, second), (third, third), (first, third)])
    assert set(rows) == {"space", "scale", "groups"}  # free text is not compared
    space, scale, groups = rows["space"], rows["scale"], rows["groups"]
    assert (space["n"], space["agreed"], space["known_n"], space["known_agreed"]) == (3, 1, 2, 1)
    assert (scale["n"], scale["agreed"], scale["level"]) == (3, 2, "ordinal")
    assert (groups["n"], groups["agreed"], groups["known_n"], groups["level"]) == (3, 2, 1, "masi")
    assert {row["status"] for row in rows.values()} == {"too_few"}


def test_intervals_hold_the_estimate_and_come_out_the_same_each_time() -> None:
    random = numpy.random.default_rng(9)
    codes = list(codebook()["variables"]["space"]["values"])
    answers = [tuple({"space": codes[i]} for i in random.choice(4, 2, p=[0.4, 0.3, 0.2, 0.1])) for _ in range(40)]
    row = rows_of(answers)["space"]
    assert row["low"] < row["alpha"] < row["high"]
    assert rows_of(answers)["space"] == row
    assert RESAMPLES == 1000


def test_a_second_stage_without_cases_has_no_row() -> None:
    assert agreement_rows("main", {}) == []


@pytest.mark.parametrize(
    ("n", "alpha", "code"),
    [
        (19, 1.0, "too_few"),
        (20, GOOD, "published"),
        (20, 0.79, "tentative"),
        (20, 0.67, "tentative"),
        (20, 0.66, "withheld"),
        (20, None, "no_variation"),
    ],
)
def test_status(n: int, alpha: float | None, code: str) -> None:
    assert status(n, alpha) == code
    assert code in codebook()["scales"]["agreement_status"]["values"]
