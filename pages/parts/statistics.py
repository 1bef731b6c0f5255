"""The statistics of the pages: kept libraries, each function with its source. Shares and intervals are from 0 to 1.

The libraries are loaded where they are used: they take a second, and the first pages need none of them.
"""

from dataclasses import dataclass

import numpy
import pandas

# Below this many cases a share is not shown; the cases are.
FEWEST = 10


@dataclass(frozen=True)
class Share:
    """How many of the cases with a known answer have a property, with what the unknown ones could change."""

    hits: int
    known: int
    unknown: int

    @property
    def value(self) -> float:
        """The share among the known cases; not a number when there is none."""
        return self.hits / self.known if self.known else float("nan")

    @property
    def interval(self) -> tuple[float, float]:
        """Wilson's 95 % interval of the share among the known cases.

        Wilson (1927), Journal of the American Statistical Association 22, 209-212, doi 10.1080/01621459.1927.10502953.
        It treats the cases as independent draws, which documented cases are not.
        """
        from statsmodels.stats.proportion import proportion_confint

        if not self.known:
            return float("nan"), float("nan")
        low, high = proportion_confint(self.hits, self.known, method="wilson")
        return float(low), float(high)

    @property
    def bounds(self) -> tuple[float, float]:
        """The lowest and highest share that the unknown cases allow: none of them has the property, or all have.

        Manski (1989), Journal of Human Resources 24, 343-360, doi 10.2307/145818.
        """
        total = self.known + self.unknown
        if not total:
            return float("nan"), float("nan")
        return self.hits / total, (self.hits + self.unknown) / total


def difference(first: Share, second: Share) -> tuple[float, float, float]:
    """Return the difference of two shares and its 95 % interval by Newcombe's hybrid score method.

    Newcombe (1998), Statistics in Medicine 17, 873-890, method 10,
    doi 10.1002/(SICI)1097-0258(19980430)17:8<873::AID-SIM779>3.0.CO;2-I. Raises `ValueError` when a group is empty.
    """
    from statsmodels.stats.proportion import confint_proportions_2indep

    if not (first.known and second.known):
        raise ValueError("Both groups need at least one case with a known answer.")
    low, high = confint_proportions_2indep(
        first.hits, first.known, second.hits, second.known, method="newcomb", compare="diff"
    )
    return first.value - second.value, float(low), float(high)


def smallest_difference(first: Share, second: Share) -> float | None:
    """Return the smallest difference upwards from the second share that groups of this size could show.

    Shown with a power of 80 % at a two-sided level of 5 %, by Cohen's arcsine effect size (Cohen 1988, Statistical Power
    Analysis for the Behavioral Sciences, chapter 6). None when even a difference to 1 would not show.
    """
    from scipy.optimize import brentq
    from statsmodels.stats.power import NormalIndPower
    from statsmodels.stats.proportion import proportion_effectsize

    if min(first.known, second.known) < 2:
        return None
    base = second.value
    needed = NormalIndPower().solve_power(
        nobs1=first.known, ratio=second.known / first.known, alpha=0.05, power=0.8, alternative="two-sided"
    )
    if proportion_effectsize(1.0, base) < needed:
        return None
    return float(brentq(lambda share: proportion_effectsize(share, base) - needed, base, 1.0)) - base


def kaplan_meier(years: pandas.Series, happened: pandas.Series) -> pandas.DataFrame:
    """Return the Kaplan-Meier estimate: columns year, waiting (share that still waits), at_risk, events.

    `years` are durations in whole years from 0; `happened` is true where the event was seen and false where the record
    ends without it. Kaplan & Meier (1958), Journal of the American Statistical Association 53, 457-481,
    doi 10.1080/01621459.1958.10501452. Ties between an event and an end of record count the event first.
    """
    from statsmodels.duration.survfunc import SurvfuncRight

    if years.empty:
        return pandas.DataFrame({"year": [], "waiting": [], "at_risk": [], "events": []})
    # A duration of 0 years is an event within the first calendar year; the library wants positive times.
    curve = SurvfuncRight(years.to_numpy(dtype=float) + 1, happened.to_numpy(dtype=int))
    times = numpy.asarray(curve.surv_times) - 1
    return pandas.DataFrame(
        {
            "year": times.astype(int),
            "waiting": numpy.asarray(curve.surv_prob, dtype=float),
            "at_risk": numpy.asarray(curve.n_risk, dtype=int),
            "events": numpy.asarray(curve.n_events, dtype=int),
        }
    )


def median_wait(curve: pandas.DataFrame) -> int | None:
    """Return the first year at which at most half still wait, or None when the record ends before."""
    reached = curve[curve["waiting"] <= 0.5]
    return None if reached.empty else int(reached["year"].iloc[0])
