"""The model as it is run, after the reporting guideline STRESS-DES (Monks, Currie, Onggo, Robinson, Kunc, Taylor: "Strengthening
the reporting of empirical simulation studies", Journal of Simulation 13, 2019): objectives, logic, data, experimentation,
implementation, code access.
"""

import platform
from collections.abc import Iterator, Mapping

from quickscan.analysis.compare import AsIs
from quickscan.domain.base import Text
from quickscan.domain.calibration import EvidenceCalibration
from quickscan.domain.description import DescribedPart, ModelDescription
from quickscan.domain.knowledge import Knowledge
from quickscan.domain.process import LeadProcess, ProcessChannel
from quickscan.domain.process_steps import RoutingPolicy
from quickscan.interview.wording import number_in_both
from quickscan.simulation.fingerprint import MODEL_VERSION
from quickscan.simulation.replicate import Plan
from quickscan.simulation.simulate import program_version

ROUTING: Mapping[RoutingPolicy, Text] = {
    "manual_batch": Text(de="von Hand", en="by hand"),
    "rules": Text(de="nach Regeln, sofort", en="by rules, at once"),
    "territory": Text(de="nach Gebietsliste", en="by a list of territories"),
    "round_robin": Text(de="reihum", en="in turn"),
    "load_balanced": Text(de="nach Auslastung", en="by load"),
    "performance_based": Text(de="nach Leistung", en="by performance"),
    "first_to_accept": Text(de="wer zuerst annimmt", en="first to accept"),
}
QUALIFIED = {
    "central": Text(de="im Callcenter", en="in the call centre"),
    "direct": Text(de="beim Verkäufer", en="by the seller"),
}
PERCENT = Text(de="{number} %", en="{number}%")


def describe(as_is: AsIs, plan: Plan) -> ModelDescription:
    """What is simulated, with the numbers of this process, these severities and this plan."""
    process = as_is.process
    return ModelDescription(
        parts=(
            _part("1 Ziele", "1 Objectives", _objectives(process)),
            _part("2 Logik", "2 Logic", _logic(process)),
            _part("3 Daten", "3 Data", [*_data(process, as_is.knowledge), *_causes(as_is)]),
            _part("4 Experimente", "4 Experimentation", _experiments(process, plan)),
            _part("5 Umsetzung", "5 Implementation", _implementation(plan)),
            _part("6 Zugang", "6 Code access", _access(process)),
        )
    )


def markdown(description: ModelDescription, language: str) -> str:
    """The description as Markdown, in German ("de") or English."""
    lines: list[str] = []
    for part in description.parts:
        lines += [f"## {part.title.de if language == 'de' else part.title.en}", ""]
        lines += [f"- {item.de if language == 'de' else item.en}" for item in part.items]
        lines.append("")
    return "\n".join(lines)


def _part(german: str, english: str, items: Iterator[Text] | list[Text]) -> DescribedPart:
    return DescribedPart(title=Text(de=german, en=english), items=tuple(items))


def _both(german: str, english: str) -> Text:
    return Text(de=german, en=english)


def _objectives(process: LeadProcess) -> Iterator[Text]:
    yield Text(
        de="Zweck: zeigen, wo {name} Leads verliert, und Maßnahmen auf denselben Zufallszahlen vergleichen.",
        en="Purpose: show where {name} loses leads, and compare measures on the same random numbers.",
    ).fill(name=process.name)
    yield _both(
        "Ausgaben: Leadverlust, Verkäufe, Verluste je Ursache, Reaktionszeit, Auslastung, Kosten je Neukunde, Deckungsbeitrag.",
        "Outputs: loss rate, sales, losses by cause, response time, utilisation, cost per new customer, contribution.",
    )


def _logic(process: LeadProcess) -> Iterator[Text]:
    dealers, routing = process.dealers, process.routing
    yield _both(
        "Weg eines Leads: Anfrage, Erfassung, Prüfung, Qualifizierung, Reifung, Übergabe, Verteilung, Annahme, Kontaktversuche, "
        "Verkaufsstufen, Ende; Abgeschlossene und Verlorene können wieder anfragen.",
        "A lead's way: inquiry, capture, check, qualification, ripening, hand-over, routing, acceptance, contact attempts, sales "
        "stages, end; those who bought or were lost may inquire again.",
    )
    yield Text(
        de="Ressourcen: {agents} Plätze im Callcenter, {sellers} Verkäufer in {outlets} Betrieben; Reihenfolge: Rang, Eingang.",
        en="Resources: {agents} agents, {sellers} sellers in {outlets} outlets; queues by rank of the score, then first come.",
    ).fill(agents=process.call_centre.agents, sellers=dealers.sellers, outlets=dealers.outlets)
    yield Text(de="Verteilung: {how}; Qualifizierung: {where}.", en="Routing: {how}; qualification: {where}.").fill(
        how=ROUTING[routing.policy], where=QUALIFIED[process.qualification.place]
    )
    if process.sales_stages:
        yield Text(
            de="Verkaufsstufen: " + ", ".join(stage.name.de for stage in process.sales_stages) + ".",
            en="Sales stages: " + ", ".join(stage.name.en for stage in process.sales_stages) + ".",
        )


def _data(process: LeadProcess, knowledge: Knowledge) -> Iterator[Text]:
    for channel in process.channels:
        if channel.leads_per_year > 0:
            yield _channel(channel, knowledge.channel(channel.channel).name)
    yield _both(
        "Dauern: lognormal nach Median und 90. Perzentil; Reifung exponentiell; Erreichbarkeit Beta-verteilt über Interessenten.",
        "Durations: lognormal by median and 90th percentile; ripening exponential; reachability beta-distributed over prospects.",
    )
    yield Text(de="Herkunft: {source}", en="Provenance: {source}").fill(source=process.provenance.source)


def _channel(channel: ProcessChannel, name: Text) -> Text:
    return Text(
        de="Kanal {name}: {volume} Anfragen im Jahr × {factor}, mögliche Abschlussquote {closing}; "
        "ungeeignet {unsuitable}, Dubletten {duplicate}, unreif {unripe}.",
        en="Channel {name}: {volume} inquiries a year × {factor}, potential closing rate {closing}; "
        "unsuitable {unsuitable}, duplicates {duplicate}, unripe {unripe}.",
    ).fill(
        name=name,
        volume=number_in_both(channel.leads_per_year, 0),
        factor=number_in_both(channel.volume_factor, 3),
        closing=_percent(channel.potential_closing_rate, 1),
        unsuitable=_percent(channel.unsuitable_share),
        duplicate=_percent(channel.duplicate_share),
        unripe=_percent(channel.unripe_share),
    )


def _percent(share: float, decimals: int = 0) -> Text:
    return PERCENT.fill(number=number_in_both(100 * share, decimals))


def _causes(as_is: AsIs) -> Iterator[Text]:
    words = Text(de="{name}: Schweregrad {severity}.", en="{name}: severity {severity}.")
    for cause in as_is.knowledge.causes:
        yield words.fill(name=cause.name, severity=number_in_both(as_is.severity.get(cause.id, 0.0), 3))
    if isinstance(as_is.calibration, EvidenceCalibration):
        decay = as_is.calibration.decay
        yield Text(
            de="Evidenz-Kalibrierung: Abschlusschance × (1 + t / {tau} min) ^ -{beta}.",
            en="Evidence calibration: chance of a sale × (1 + t / {tau} min) ^ -{beta}.",
        ).fill(tau=number_in_both(decay.tau_minutes, 3), beta=number_in_both(decay.beta, 4))
    else:
        yield _both(
            "Folien-Kalibrierung: jede Ursache verliert Schweregrad × Obergrenze; Warten kostet keinen Abschluss.",
            "Deck calibration: each cause loses severity × cap; waiting costs no sale.",
        )


def _experiments(process: LeadProcess, plan: Plan) -> Iterator[Text]:
    yield Text(
        de="Einschwingzeit {warm_up} Tage, gemessen werden {measured} Tage; jeder Lead wird bis zu seinem Ende verfolgt.",
        en="Warm-up {warm_up} days, {measured} days measured; every lead is followed to its end.",
    ).fill(warm_up=process.warm_up_days, measured=process.measured_days)
    yield Text(
        de="{years} Wiederholungen, Startwert {seed}, gemeinsame Zufallszahlen, 95-%-Bereiche nach Student.",
        en="{years} replications, seed {seed}, common random numbers, 95% intervals by Student's t.",
    ).fill(years=plan.replications, seed=plan.seed)


def _implementation(plan: Plan) -> Iterator[Text]:
    yield Text(
        de="Quick-Scan {version}, Modellstand {model}, Rechenkern {engine}, Python {python}.",
        en="Quick-Scan {version}, model version {model}, engine {engine}, Python {python}.",
    ).fill(version=program_version(), model=MODEL_VERSION, engine=plan.engine, python=platform.python_version())
    yield _both(
        "Zufall: Philox4x32-10, benannt nach Startwert, Wiederholung, Lead und Entscheidung; Uhr in ganzen Millisekunden; "
        "Gleichzeitiges in der Reihenfolge der Leads.",
        "Randomness: Philox4x32-10, named by seed, replication, lead and decision; clock in whole milliseconds; events at "
        "the same time in the order of leads.",
    )


def _access(process: LeadProcess) -> Iterator[Text]:
    yield _both(
        f"Prozess „{process.id}“ als YAML; gleiche Datei, gleicher Startwert und gleicher Stand ergeben dieselben Zahlen.",
        f'Process "{process.id}" as YAML; the same file, seed and version give the same figures.',
    )
