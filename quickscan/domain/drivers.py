"""What a lever brings, setting by setting, what it may cost, what two levers bring together, and whether people can bear it."""

from typing import Annotated, Literal

from pydantic import Field

from quickscan.domain.base import Id, Noun, Text
from quickscan.domain.comparison import Difference
from quickscan.domain.result import Estimate
from quickscan.domain.sweep import Setting

Euros = Annotated[float, Field(ge=0.0)]
LoadState = Literal["room", "tight", "overloaded"]
"""How far people are at work in the year: room up to 85 %, where queues stay short; tight up to 100 %; overloaded beyond."""
TIGHT, FULL = 0.85, 1.0
"""From where queues grow long, and from where they grow without end."""


class Cost(Noun):
    """What putting a lever elsewhere costs a year."""

    per_year_eur: Euros = 0.0
    """Of every setting but today's."""
    per_unit_eur: Euros = 0.0
    """Of each unit between today's value and the setting, up or down: of each seller, of each hour."""


class BreakEven(Noun):
    """The most a setting may cost a year so that it pays. Below 0 it pays at no cost."""

    mean: float
    """By the mean of the differences."""
    cautious: float
    """By the lower end of their 95 % interval."""


class Effect(Noun):
    """How a changed process differs from the process as it is, on the same random numbers."""

    won: Difference
    """Sales a year."""
    contribution_eur: Difference | None
    """Contribution a year in euros; none where the contribution per sale is unknown."""
    loss_rate: Difference | None
    """Loss rate; none where nothing could be sold."""
    sellers_utilisation: Estimate
    """Work that leads of the year cause, over the time sellers have for them; above 1 more than they can do."""
    call_centre_utilisation: Estimate
    """The same of the call centre."""
    sellers_state: LoadState
    """What that utilisation means for sellers."""
    overload_costs_sales: bool
    """Whether sellers are tight or overloaded, and another of these settings sells more with less load on them, beyond noise."""


class LeverPoint(Effect):
    """A setting of a lever."""

    setting: Setting | None
    """Where the lever stands; none where today's value is no setting, such as a rule that does not exist yet."""
    title: Text | None
    """The option in words; none for a number."""
    amount: float | None
    """The value of the process there: so many sellers, where the lever moves a factor; none where it is no number."""
    is_today: bool
    """Whether it is the process as it is."""
    pays_up_to_eur: BreakEven | None
    """What it may cost a year; none where the contribution per sale is unknown."""
    pays_up_to_sales: BreakEven
    """What it may cost a year, in sales."""
    cost_eur: float | None
    """What it costs a year; none where no cost was given."""
    net_eur: Difference | None
    """Contribution less cost a year, against today; none where one of them is unknown."""


class LeftOut(Noun):
    """A setting that this process cannot have."""

    settings: tuple[Setting | None, ...]
    """Of each lever."""
    why: str
    """The reason."""


class BestSetting(Noun):
    """The setting that brings most after its cost."""

    setting: Setting | None
    """The setting, perhaps that of today."""
    is_today: bool
    """Whether that is today's."""
    net_eur: Difference
    """What it brings a year against today; inside the noise, chance alone may explain it."""
    as_good: tuple[Setting | None, ...]
    """Other settings that chance alone may tell apart from it."""


class LeverCurve(Noun):
    """One lever over its whole range."""

    lever: Id
    """The lever."""
    title: Text
    """Its name."""
    unit: Text | None
    """The unit of its settings; none for options."""
    today: Setting | None
    """Where it stands today; none where that is no setting."""
    points: tuple[LeverPoint, ...]
    """From the lowest setting to the highest, or options in the order of the lever."""
    left_out: tuple[LeftOut, ...]
    """Settings this process cannot have."""
    moves_sales: bool
    """Whether any setting changes sales at all; the deck calibration has levers that cannot."""
    cost: Cost | None
    """What was said about cost."""
    best: BestSetting | None
    """None where cost or contribution per sale is unknown."""
    calibration: str
    """The calibration used."""
    seed: int
    """The seed."""
    replications: int
    """Replications of every setting."""


class MapCell(Effect):
    """Two levers at a setting each."""

    row: int
    """Number of the setting of the first lever."""
    column: int
    """Number of the setting of the second lever."""
    beyond_sum: Difference | None
    """Sales a year beyond what both bring alone, each with the other as today; none where one of the two was left out."""


class Axis(Noun):
    """A lever on one side of a map."""

    lever: Id
    """The lever."""
    title: Text
    """Its name."""
    unit: Text | None
    """The unit of its settings; none for options."""
    settings: tuple[Setting | None, ...]
    """Its settings, today's among them."""
    titles: tuple[Text | None, ...]
    """The options in words; none for a number."""
    today: int
    """The number of the setting of today."""


class LeverMap(Noun):
    """Every combination of the settings of two levers."""

    rows: Axis
    """The first lever."""
    columns: Axis
    """The second lever."""
    cells: tuple[MapCell, ...]
    """Row by row."""
    left_out: tuple[LeftOut, ...]
    """Combinations this process cannot have."""
    moves_sales: bool
    """Whether any combination changes sales at all."""
    calibration: str
    """The calibration used."""
    seed: int
    """The seed."""
    replications: int
    """Replications of every combination."""


class PeopleLoad(Noun):
    """How much some people have to do."""

    who: Literal["sellers", "call_centre"]
    """The people."""
    people: int
    """How many there are; without any there is no utilisation, and it is given as 0."""
    utilisation: Estimate
    """Work that leads of the year cause, over the time there is for it."""
    against_today: Difference
    """The same less that of the process as it is."""
    state: LoadState
    """What that means."""
    state_today: LoadState
    """What it means for the process as it is."""
    weeks_tight: Estimate | None
    """Weeks of a year with more than 85 %; none where weeks were not looked at."""
    weeks_overloaded: Estimate | None
    """Weeks of a year with more than 100 %; none where weeks were not looked at."""

    @property
    def pushed(self) -> bool:
        """Whether a change made it tight or overloaded, or made it more so, beyond noise."""
        return self.state != "room" and self.against_today.change.low > 0.0


class Guard(Noun):
    """Whether people can bear a change."""

    sellers: PeopleLoad
    """Those who sell."""
    call_centre: PeopleLoad
    """Those who qualify."""
    costs_sales: bool
    """Whether it sells less than today, beyond noise, and pushes sellers into overload."""


class Relief(Noun):
    """More sellers, so that the overload goes away."""

    more_share: float
    """How many more, as a share of the sellers there are."""
    sellers: int
    """How many there are then."""
    enough: bool
    """Whether sellers have room then; if not, even twice as many are too few."""
    utilisation: Estimate
    """That of sellers then."""
    loss_rate: Estimate
    """The loss rate then."""
    loss_rate_before: Estimate
    """The loss rate without more sellers."""
    won: Difference
    """Sales a year that the additional sellers bring."""
    contribution_eur: Difference | None
    """Contribution a year that they bring, before what they cost; none where the contribution per sale is unknown."""


class Capacity(Noun):
    """Whether people can bear a process or a change of it, and what relieves them."""

    guard: Guard
    """How busy they are."""
    relief: Relief | None
    """More sellers; none where they have room, or nobody sells."""
    calibration: str
    """The calibration used."""
    seed: int
    """The seed."""
    replications: int
    """Replications."""
