"""How many replications are enough: the replications algorithm of Hoad, Robinson and Davies (JORS 61, 2010, 1632-1644).

Replications are added until the interval of the mean is narrow enough and stays so for some replications more, since an interval
over few values is sometimes narrow by luck.
"""

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from itertools import chain
from math import isfinite

from quickscan.domain.problem import Problem, ScanError
from quickscan.domain.result import Estimate
from quickscan.simulation.measure import Figures, estimate

NEVER_FEWER = 8
"""An interval over fewer replications is not shown to anybody."""
FULL_SCALE = 100
"""Up to so many replications the look-ahead is the one asked for; beyond, it grows in proportion."""


@dataclass(frozen=True)
class PrecisionRule:
    """How precise a figure has to be. With both limits given, meeting one is enough; raises ScanError for nonsense values."""

    relative: float | None = None
    """The half-width asked for, as a share of the mean, above 0 and below 1."""
    absolute: float | None = None
    """The half-width asked for, in the unit of the figure (0.005 is half a point of a rate); for means that may be near zero."""
    least: int = 10
    """Replications from which on the interval is looked at; the paper has 3."""
    most: int = 200
    """Replications after which the figure is no longer waited for."""
    look_ahead: int = 5
    """kLimit: replications for which the interval has to stay narrow."""

    def __post_init__(self) -> None:
        problems = [Problem("precision", what, remedy) for wrong, what, remedy in self._checks() if wrong]
        if problems:
            raise ScanError(problems)

    def _checks(self) -> Iterator[tuple[bool, str, str]]:
        relative, absolute, needed = self.relative, self.absolute, self.least + max(self.ahead(self.least), 0)
        yield relative is None and absolute is None, "no half-width is asked for", "give a relative or an absolute one"
        yield (
            relative is not None and not 0.0 < relative < 1.0,
            f"a half-width of {relative} times the mean cannot be asked for",
            "give a share above 0 and below 1, such as 0.05 for five percent",
        )
        yield (
            absolute is not None and not (absolute > 0.0 and isfinite(absolute)),
            f"a half-width of {absolute} cannot be asked for",
            "give a number above 0, in the unit of the figure",
        )
        yield (
            self.least < NEVER_FEWER,
            f"an interval over {self.least} replications says too little",
            f"start with {NEVER_FEWER} or more",
        )
        yield self.look_ahead < 0, f"{self.look_ahead} replications cannot be looked ahead", "give 0 or more, 5 is usual"
        yield (
            self.most < needed,
            f"{self.most} replications at most are too few to find out",
            f"allow {needed} or more: {self.least} to start with and those looked ahead",
        )

    def ahead(self, n: int) -> int:
        """f(kLimit, n), rounded down: how many replications longer an interval that is narrow from the n-th on has to stay so."""
        return self.look_ahead * max(n, FULL_SCALE) // FULL_SCALE

    def half_width(self, mean: float) -> float:
        """The half-width asked for at this mean, in the unit of the figure."""
        return max((self.relative or 0.0) * abs(mean), self.absolute or 0.0)

    def met_by(self, found: Estimate) -> bool:
        """Whether the interval is narrow enough."""
        return found.half_width <= self.half_width(found.mean)


@dataclass(frozen=True)
class Attained:
    """How precise a figure has become."""

    rule: PrecisionRule
    """What was asked for."""
    estimate: Estimate | None
    """Over all replications run; none where a replication left the figure out."""
    enough: int | None
    """The replications that suffice by the algorithm; none where they are not known to."""

    @property
    def reached(self) -> bool:
        """Whether it is as precise as was asked for: by the algorithm, and still so over all replications run."""
        return self.estimate is not None and self.enough is not None and self.rule.met_by(self.estimate)


@dataclass(frozen=True)
class Precision:
    """The replications run and how precise they made the figures that were watched."""

    replications: tuple[Figures, ...]
    """The figures of every replication run, those looked ahead included."""
    by_figure: dict[str, Attained]
    """Every figure watched, by its name."""

    @property
    def n(self) -> int:
        """The number of replications run."""
        return len(self.replications)

    @property
    def reached(self) -> bool:
        """Whether all figures watched are as precise as was asked for."""
        return all(attained.reached for attained in self.by_figure.values())


@dataclass
class _Watch:
    """The algorithm on one figure, value by value."""

    rule: PrecisionRule
    values: list[float] = field(default_factory=list)
    seen: int = 0
    since: int | None = None
    """The replication from which on the interval has been narrow enough without a break."""
    enough: int | None = None

    def see(self, value: float | None) -> None:
        """Take in the value of the next replication; none where it was left out."""
        self.seen += 1
        if value is not None:
            if not isfinite(value):
                raise ValueError(f"a figure of replication {self.seen - 1} is {value}, not a finite number")
            self.values.append(value)
        if self.seen < self.rule.least or self.enough is not None:
            return
        attained = self.attained()
        if attained.estimate is None or not self.rule.met_by(attained.estimate):
            self.since = None
            return
        self.since = self.since or self.seen
        if self.seen - self.since >= self.rule.ahead(self.since):
            self.enough = self.since

    def waits(self) -> bool:
        """Whether more replications are needed and could help: a figure that was left out once has no estimate any more."""
        if self.seen < self.rule.least:
            return True
        return self.seen < self.rule.most and len(self.values) == self.seen and not self.attained().reached

    def attained(self) -> Attained:
        complete = len(self.values) == self.seen
        return Attained(self.rule, estimate(self.values) if complete else None, self.enough)


def enough(values: Sequence[float], rule: PrecisionRule) -> int | None:
    """The smallest number of replications that suffices, known from the values so far; none if more are needed to tell.

    It is the first n, `rule.least` or more, at which the 95 % interval over the first n values is narrow enough and stays so for
    the `rule.ahead(n)` values that follow. More values never change it. Raises ValueError for a value that is not finite.
    """
    watch = _Watch(rule)
    for value in values:
        watch.see(value)
    return watch.enough


def run_until_precise(
    figures_of: Callable[[int], Figures],
    rules: Mapping[str, PrecisionRule],
    run: Callable[[Callable[[int], Figures], Iterable[int]], Iterable[Figures]] = map,
    chunk: int = 1,
) -> Precision:
    """Run replications 0, 1, 2 ... until every figure named in `rules` is precise or has had its most replications.

    `run` maps a function over replications in order. It is asked for those that are needed in any case first and then for `chunk`
    at a time, which keeps several processors busy. What a chunk brings beyond the stop is dropped, so the answer does not depend
    on the chunk. A figure that a replication leaves out is not waited for.

    Raises ScanError if no figure is named, ValueError for a chunk below 1 and for a figure that is not finite.
    """
    if not rules:
        raise ScanError.of("precision", "no figure is named", "name at least one figure and how precise it has to be")
    if chunk < 1:
        raise ValueError(f"{chunk} replications at a time never end")
    watches = {name: _Watch(rule) for name, rule in rules.items()}
    replications: list[Figures] = []
    for figures in chain.from_iterable(run(figures_of, numbers) for numbers in _chunks(rules.values(), chunk)):
        replications.append(figures)
        for name, watch in watches.items():
            watch.see(figures.get(name))
        if not any(watch.waits() for watch in watches.values()):
            break
    return Precision(tuple(replications), {name: watch.attained() for name, watch in watches.items()})


def _chunks(rules: Iterable[PrecisionRule], chunk: int) -> Iterator[range]:
    """The replications to ask for: those needed in any case, then `chunk` at a time, up to the most allowed."""
    rules = tuple(rules)
    most = max(rule.most for rule in rules)
    start = max(rule.least + rule.ahead(rule.least) for rule in rules)
    yield range(start)
    for first in range(start, most, chunk):
        yield range(first, min(first + chunk, most))
