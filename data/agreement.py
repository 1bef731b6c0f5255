"""How far two blind readers agree on each variable: Krippendorff's alpha with bootstrap intervals.

Scales. Variables with one value are nominal, ordered ones ordinal, numbers ratio (Krippendorff 2011, Computing
Krippendorff's Alpha-Reliability, https://repository.upenn.edu/handle/20.500.14332/2089). Lists are compared as sets
with the MASI distance (Passonneau 2006, Measuring Agreement on Set-valued Items (MASI) for Semantic and Pragmatic
Annotation, LREC 2006). Free text is left out: no two readers use the same words.

Missing codes. Each alpha is given twice. As a category: a missing code is one more answer, and as it has no place on
a scale, every single-valued variable is then nominal; a list is the set of that one code. Dropped: only cases to which
both readers gave a value, on the variable's own scale.

The limits of 0.80 and 0.67 are Krippendorff's (2004, Reliability in Content Analysis, Human Communication Research
30(3), https://doi.org/10.1111/j.1468-2958.2004.tb00738.x). They are applied to alpha with missing codes as a
category: what a page says about a variable always includes who did not know it.
"""

from collections.abc import Hashable, Sequence
from typing import Any

import numpy
from numpy.typing import NDArray

from data.codebook import codebook, is_missing

Row = dict[str, Any]
Answers = dict[str, Any]  # the value of each variable, as one reader gave it for one case
Floats = NDArray[numpy.float64]

RESAMPLES = 1000
SEED = 20261123
ENOUGH, GOOD, FAIR = 20, 0.80, 0.67
LEVELS = {"one": "nominal", "ordered": "ordinal", "number": "ratio", "many": "masi"}


def masi(one: frozenset[str], other: frozenset[str]) -> float:
    """Return the MASI distance of two sets: 1 less the product of Jaccard's index and a weight for how they meet."""
    common = len(one & other)
    if one == other:
        meet = 1.0
    elif common in (len(one), len(other)):
        meet = 2 / 3  # one holds the other
    else:
        meet = 1 / 3 if common else 0.0
    return 1 - meet * common / max(len(one | other), 1)


def alphas(
    units: Sequence[Sequence[Hashable | None]],
    level: str,
    order: Sequence[Hashable] = (),
    weights: NDArray[Any] | None = None,
) -> Floats:
    """Return Krippendorff's alpha once for each row of `weights` (how often each unit counts); without, once.

    `units` hold what each reader said of one unit, None where a reader said nothing; a unit with fewer than two
    answers counts for nothing. `level` is nominal, ordinal (then `order` lists the answers from low to high), ratio or
    masi. The result is not a number where every answer is the same, as nothing could then have disagreed.
    """
    given = [[answer for answer in unit if answer is not None] for unit in units]
    domain = list(order) or sorted({answer for unit in given for answer in unit}, key=repr)
    counts = numpy.array([[unit.count(answer) for answer in domain] for unit in given], float)
    counts = counts.reshape(len(given), len(domain))
    answers = counts.sum(axis=1)
    counts[answers < 2] = 0
    # The ordered pairs of answers within each unit, each unit weighing as many answers as it has.
    pairs = counts[:, :, None] * counts[:, None, :] - counts[:, :, None] * numpy.eye(len(domain))
    pairs /= numpy.maximum(answers - 1, 1)[:, None, None]
    times = numpy.ones((1, len(given))) if weights is None else weights
    totals = times @ counts
    if level == "ordinal":
        # Two ranks are as far apart as there are answers between their middles, so distance depends on the totals.
        middle = totals.cumsum(axis=1) - totals / 2
        distance = (middle[:, :, None] - middle[:, None, :]) ** 2
        observed = (numpy.tensordot(times, pairs, 1) * distance).sum(axis=(1, 2))
        expected = (totals[:, :, None] * totals[:, None, :] * distance).sum(axis=(1, 2))
    else:
        distance = _distances(domain, level)
        observed = times @ (pairs * distance).sum(axis=(1, 2))
        expected = ((totals @ distance) * totals).sum(axis=1)
    expected /= numpy.maximum(totals.sum(axis=1) - 1, 1)
    with numpy.errstate(divide="ignore", invalid="ignore"):
        return numpy.where(expected > 0, 1 - observed / expected, numpy.nan)


def _distances(domain: list[Any], level: str) -> Floats:
    if level == "masi":
        return numpy.array([[masi(one, other) for other in domain] for one in domain])
    if level == "ratio":
        return numpy.array([[((one - other) / (one + other)) ** 2 for other in domain] for one in domain])
    return 1 - numpy.eye(len(domain))


def agreement_rows(stage: str, pairs: dict[str, tuple[Answers, Answers]]) -> list[Row]:
    """Return the rows of the table `agreement` for one stage; `pairs` holds both readers' answers by case.

    The intervals are 95 % percentile intervals over 1,000 resamples of the cases, the same for every variable, with a
    fixed seed: a build gives the same numbers each time.
    """
    if not pairs:
        return []
    both = list(pairs.values())
    resamples = numpy.random.default_rng(SEED).multinomial(len(both), [1 / len(both)] * len(both), RESAMPLES)
    rows = []
    for name, variable in codebook()["variables"].items():
        level = LEVELS.get(variable["kind"])
        answered = [name in first and name in second for first, second in both]
        if level is None or not any(answered):
            continue
        units = [
            tuple(_answer(reader[name], level) for reader in pair)
            for pair, there in zip(both, answered, strict=True)
            if there
        ]
        weights = resamples[:, answered]
        known = [not any(_is_gap(answer) for answer in unit) for unit in units]
        settled = [unit for unit, there in zip(units, known, strict=True) if there]
        order = list(variable["values"]) if level == "ordinal" else ()
        full = _estimate(units, "masi" if level == "masi" else "nominal", (), weights)
        part = _estimate(settled, level, order, weights[:, known])
        rows.append(
            {
                "stage": stage,
                "variable": name,
                "level": level,
                **full,
                **{f"known_{key}": value for key, value in part.items()},
                "status": status(full["n"], full["alpha"]),
            }
        )
    return rows


def status(n: int, alpha: float | None) -> str:
    """Return what an alpha is good for: a code of the scale `agreement_status`."""
    if n < ENOUGH:
        return "too_few"
    if alpha is None:
        return "no_variation"
    return "published" if alpha >= GOOD else "tentative" if alpha >= FAIR else "withheld"


def _answer(value: Any, level: str) -> Hashable:
    if level == "masi":
        return frozenset(value if isinstance(value, list) else [value])
    return value


def _is_gap(answer: Hashable) -> bool:
    return any(map(is_missing, answer)) if isinstance(answer, frozenset) else is_missing(answer)


def _estimate(units: list[tuple], level: str, order: Sequence[Hashable], weights: NDArray[Any]) -> Row:
    row: Row = {"n": len(units), "agreed": sum(one == other for one, other in units)}
    row |= dict.fromkeys(("alpha", "low", "high"))
    point = alphas(units, level, order)[0] if units else numpy.nan
    if not numpy.isnan(point):
        row["alpha"] = round(float(point), 4)
        spread = alphas(units, level, order, weights)
        low, high = numpy.nanpercentile(spread, [2.5, 97.5])
        row |= {"low": round(float(low), 4), "high": round(float(high), 4)}
    return row
