"""What a week to be watched is told in: names of stations, what happens to a lead, and moments of a week."""

from collections.abc import Iterator

from quickscan.domain.base import Text
from quickscan.domain.knowledge import Cause
from quickscan.domain.playback import Kind, PlayedCause, StationId
from quickscan.domain.process import LeadProcess

ONE_STAGE = "sale"
"""The stage of a process that has none of its own."""

_DEALERS = {
    "car_dealers": (Text(de="Händler", en="Dealers"), Text(de="Händler {number}", en="Dealer {number}")),
    "machinery_field_force": (
        Text(de="Außendienst", en="Field force"),
        Text(de="Vertriebsbüro {number}", en="Field office {number}"),
    ),
    "insurance_agents": (Text(de="Agenturen", en="Agents"), Text(de="Agentur {number}", en="Agency {number}")),
}  # fmt: skip
"""What the outlets of the shipped processes are called: all of them, and a single one."""
_ANY_DEALERS = (Text(de="Standorte", en="Outlets"), Text(de="Standort {number}", en="Outlet {number}"))

_STATIONS: dict[StationId, Text] = {
    "inquiry": Text(de="Eingang", en="Coming in"),
    "call_centre": Text(de="Callcenter", en="Call centre"),
    "nurture": Text(de="Reift noch", en="Not ready yet"),
    "lead_system": Text(de="Leadsystem", en="Lead system"),
    "sales": Text(de="Im Gespräch", en="In talks"),
    "won": Text(de="Gekauft", en="Bought"),
    "lost": Text(de="Verloren", en="Lost"),
    "no_sale": Text(de="Kein Kauf", en="No sale"),
}

_KINDS = {
    "inquiry": Text(de="Anfrage über den Kanal {channel}", en="Inquiry through the channel {channel}"),
    "call_not_answered": Text(de="ruft an, und niemand nimmt ab", en="calls, and nobody answers"),
    "capture": Text(de="im System erfasst", en="recorded in the system"),
    "qualification.start": Text(de="das Callcenter spricht mit dem Interessenten", en="the call centre talks to the prospect"),
    "qualification.complete": Text(de="qualifiziert", en="qualified"),
    "nurture.start": Text(de="noch nicht so weit: wird später wieder angesprochen", en="not ready yet: to be approached again"),
    "nurture.again": Text(de="zurückgestellt, um später noch einmal nachzufragen", en="put aside, to be asked again later"),
    "nurture.complete": Text(de="ist wieder da", en="is back"),
    "hand_over": Text(de="im Vertriebssystem angekommen, wartet auf die Verteilung", en="in the sales system, to be assigned"),
    "assignment": Text(de="{outlet} bekommt den Lead", en="{outlet} gets the lead"),
    "reassignment": Text(de="{outlet} hat ihn nicht angenommen, er geht weiter", en="{outlet} did not accept it, it moves on"),
    "reaction": Text(de="{outlet} nimmt sich den Lead vor", en="{outlet} turns to the lead"),
    "attempt.start": Text(de="{outlet} versucht anzurufen", en="{outlet} tries to call"),
    "attempt.missed": Text(de="nicht erreicht", en="not reached"),
    "attempt.reached": Text(de="erreicht", en="reached"),
    "won": Text(de="gekauft", en="bought"),
    "lost": Text(de="verloren: {cause}", en="lost: {cause}"),
    "lost.ignored": Text(de="verloren: {outlet} hat sich nie darum gekümmert", en="lost: {outlet} never turned to it"),
    "natural": Text(de="kein Kauf, und das lag nicht am Prozess", en="no sale, and not because of the process"),
}  # fmt: skip
_STAGE = {
    "start": Text(de="{stage} beginnt", en="{stage} begins"),
    "complete": Text(de="{stage} ist getan, der Kunde überlegt", en="{stage} is done, the customer thinks it over"),
    "decided": Text(de="{stage}: entschieden", en="{stage}: decided"),
}
_ONE_STAGE = Text(de="Verkaufsgespräch", en="Sales talk")

_CAUSES = {
    "unripe_leads": Text(de="zu früh aufgegeben, war noch nicht so weit", en="given up too early, was not ready yet"),
    "roles_and_process": Text(de="niemand fühlte sich zuständig", en="nobody felt responsible"),
    "systems_not_linked": Text(de="zwischen den Systemen liegen geblieben", en="left lying between the systems"),
    "media_breaks": Text(de="beim Erfassen hängen geblieben", en="got stuck before it was recorded"),
    "poor_qualification": Text(de="falsch eingeschätzt", en="judged wrongly"),
    "wrong_territory": Text(de="am falschen Ort gelandet", en="ended up at the wrong place"),
    "no_distribution_control": Text(de="liegen geblieben, und niemand merkte es", en="left lying, and nobody noticed"),
    "marketing_not_visible": Text(de="gar nicht erst angesprochen", en="never attracted"),
    "poor_follow_up": Text(de="zu spät oder zu selten nachgefasst", en="followed up too late or too rarely"),
}
"""Why a lead was lost, told of a single one. Causes not named here go by their short name."""


def station_name(station: StationId, process: LeadProcess) -> Text:
    """What a station is called."""
    return _DEALERS.get(process.id, _ANY_DEALERS)[0] if station == "dealers" else _STATIONS[station]


def outlet_name(process: LeadProcess) -> Text:
    """What one outlet is called, {number} standing for its number."""
    return _DEALERS.get(process.id, _ANY_DEALERS)[1]


def played_cause(cause: Cause) -> PlayedCause:
    """A cause, and how it is told of one lead."""
    return PlayedCause(id=cause.id, name=cause.short_name, told=_CAUSES.get(cause.id, cause.short_name))


def kinds(process: LeadProcess) -> Iterator[Kind]:
    """Everything that can happen to a lead of a process."""
    yield from (Kind(id=name, text=text) for name, text in _KINDS.items())
    stages = {stage.id: stage.name for stage in process.sales_stages} or {ONE_STAGE: _ONE_STAGE}
    for stage, name in stages.items():
        for part, text in _STAGE.items():
            yield Kind(id=f"{stage}.{part}", text=text.fill(stage=name))
