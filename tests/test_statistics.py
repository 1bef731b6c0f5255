"""Statistics against published or independently computed numbers."""

import math

import pandas
import pytest

from pages.parts.statistics import Share, difference, kaplan_meier, median_wait, smallest_difference


@pytest.mark.parametrize(
    ("hits", "known", "low", "high"),
    [
        # (p + z²/2n ± z √(p(1-p)/n + z²/4n²)) / (1 + z²/n) with z = 1.959964, worked out apart from the library
        (6, 10, 0.3127, 0.8318),
        (12, 20, 0.3866, 0.7812),
        (30, 50, 0.4618, 0.7239),
        (0, 10, 0.0, 0.2775),
        (10, 10, 0.7225, 1.0),
    ],
)
def test_wilson(hits: int, known: int, low: float, high: float) -> None:
    assert Share(hits, known, 0).interval == (pytest.approx(low, abs=5e-5), pytest.approx(high, abs=5e-5))


def test_bounds_count_all_unknown_as_no_and_as_yes() -> None:
    assert Share(12, 20, 10).bounds == (pytest.approx(12 / 30), pytest.approx(22 / 30))
    assert all(math.isnan(bound) for bound in Share(0, 0, 0).bounds)
    assert math.isnan(Share(0, 0, 5).value)


@pytest.mark.parametrize(
    ("first", "second", "low", "high"),
    [
        # Newcombe 1998, table II, method 10
        ((56, 70), (48, 80), 0.0524, 0.3339),
        ((9, 10), (3, 10), 0.1705, 0.8090),
        ((5, 56), (0, 29), -0.0381, 0.1926),
        ((10, 10), (0, 10), 0.6075, 1.0000),
    ],
)
def test_newcombe(first: tuple[int, int], second: tuple[int, int], low: float, high: float) -> None:
    gap, least, most = difference(Share(*first, 0), Share(*second, 0))
    assert gap == pytest.approx(first[0] / first[1] - second[0] / second[1])
    assert (least, most) == (pytest.approx(low, abs=1e-4), pytest.approx(high, abs=1e-4))


def test_difference_needs_both_groups() -> None:
    with pytest.raises(ValueError, match="at least one case"):
        difference(Share(1, 2, 0), Share(0, 0, 3))


def test_smallest_difference() -> None:
    # Cohen 1988, table 6.4.1: h = 0.50 needs n = 63 a group for 80 % power at two-sided 5 %. From a share of 0.50
    # (phi = 1.5708), h = 0.50 leads to phi = 2.0708, a share of sin²(1.0354) = 0.7397.
    gap = smallest_difference(Share(0, 63, 0), Share(31, 62, 0))
    assert gap == pytest.approx(0.24, abs=0.005)
    assert smallest_difference(Share(3, 5, 0), Share(4, 6, 0)) is None
    assert smallest_difference(Share(1, 1, 0), Share(1, 1, 0)) is None


def test_kaplan_meier_on_freireich_1963() -> None:
    # The 6-MP arm of the leukaemia trial, as in Kalbfleisch & Prentice and most textbooks.
    weeks = [6, 6, 6, 6, 7, 9, 10, 10, 11, 13, 16, 17, 19, 20, 22, 23, 25, 32, 32, 34, 35]
    seen = [1, 1, 1, 0, 1, 0, 1, 0, 0, 1, 1, 0, 0, 0, 1, 1, 0, 0, 0, 0, 0]
    curve = kaplan_meier(pandas.Series(weeks), pandas.Series(seen))
    assert list(curve["year"]) == [6, 7, 10, 13, 16, 22, 23]
    assert list(curve["at_risk"]) == [21, 17, 15, 12, 11, 7, 6]
    expected = [0.8571, 0.8067, 0.7529, 0.6902, 0.6275, 0.5378, 0.4482]
    assert list(curve["waiting"]) == [pytest.approx(value, abs=1e-4) for value in expected]
    assert median_wait(curve) == 23


def test_kaplan_meier_takes_the_first_year_and_nothing() -> None:
    curve = kaplan_meier(pandas.Series([0, 0, 1, 2]), pandas.Series([True, True, True, False]))
    assert list(curve["year"]) == [0, 1]
    assert list(curve["waiting"]) == [pytest.approx(0.5), pytest.approx(0.25)]
    assert kaplan_meier(pandas.Series(dtype=int), pandas.Series(dtype=bool)).empty
    assert median_wait(kaplan_meier(pandas.Series([3, 4, 5]), pandas.Series([False, False, True]))) == 5
