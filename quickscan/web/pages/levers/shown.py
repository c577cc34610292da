"""What stands on the page of the levers about a comparison: figures, warning, picture and the numbers behind it."""

from dataclasses import dataclass
from typing import Any

from dash.development.base_component import Component

from quickscan.domain.comparison import Comparison
from quickscan.web import ids
from quickscan.web.charts import numbers
from quickscan.web.pages.levers.figures import figure_cards, losses_data, losses_figure
from quickscan.web.pages.levers.guard import warning_card
from quickscan.web.pages.levers.subject import Subject
from quickscan.web.services import Services
from quickscan.web.wording import Wording


@dataclass(frozen=True)
class Shown:
    """The pieces of the page that a move changes."""

    figures: list[Component]
    """The figures that lead, as cards."""
    guard: Component | None
    """Who is short of time; none where nobody is."""
    losses: dict[str, Any]
    """The picture of the causes, as plotly takes it."""
    numbers: Component | None
    """What is behind the picture, to be read and taken away; only what opens it as long as nobody did, and none where there is no
    picture yet."""


def shown(services: Services, subject: Subject, found: Comparison, say: Wording, opened: bool = False) -> Shown:
    """A comparison in pieces of the page, with the numbers behind the picture where they are opened.

    They are most of all the pieces, and the browser looks at every piece of a page again and again.
    """
    heading = say("Where would-be sales are lost")
    behind = losses_data(found, services.knowledge, say) if opened else None
    return Shown(
        figure_cards(found, subject.calibration, say),
        warning_card(found, say),
        losses_figure(found, services.knowledge, say),
        numbers(heading, behind, say, ids.LEVERS_LOSSES),
    )


def shown_at_once(services: Services, subject: Subject, say: Wording) -> Shown | None:
    """Today, where the page begins with it and it is known; none where it has to be simulated first."""
    if subject.scenario_id is not None:
        return None
    found = services.simulations.known_today(subject.engagement_id, subject.calibration)
    return None if found is None else shown(services, subject, found, say)
