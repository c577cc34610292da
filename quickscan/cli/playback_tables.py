"""A week of the process as tables for people."""

from quickscan.analysis.playback_story import story
from quickscan.cli import show
from quickscan.domain.base import Language
from quickscan.domain.playback import ENDS, Playback
from quickscan.domain.problem import ScanError

NAMED_AS_EXAMPLES = 3


def week(result: Playback) -> None:
    """How many leads come, stay and end, and how long the queues are."""
    counts = result.counts
    rows = [
        ("In the process on Monday", counts.at_start),
        ("Came in", counts.created),
        ("Bought", counts.won),
        ("Lost", counts.lost),
        *(("  " + cause.name.en, counts.lost_by_cause[cause.id]) for cause in result.causes if cause.id in counts.lost_by_cause),
        ("No sale in any case", counts.no_sale),
        ("Still in the process on Sunday night", counts.stay),
    ]
    show.table(f"{result.process.en}, week {result.week}", ("", "Leads"), [(name, str(number)) for name, number in rows])
    show.line()
    queues = [
        (station.name.en, str(queue[0]), str(max(queue)), str(queue[-1]))
        for station in result.stations
        if station.id not in ENDS and (queue := result.queues[station.id])
    ]
    show.table("Leads at each station", ("", "Monday", "Most", "Sunday night"), queues)
    show.line(
        f"\n{result.calibration} calibration, simulated year {result.replication + 1}, seed {result.seed}; "
        f"{result.shown} of {counts.present} leads are told one by one"
    )


def story_of(result: Playback, name: str, language: Language) -> None:
    """What happened to one lead. Raises ScanError for one that is not among those shown."""
    names = [
        f"{result.channels[channel].id}-{number}"
        for channel, number in zip(result.leads.channel, result.leads.number, strict=True)
    ]
    if name not in names:
        examples = ", ".join(names[:NAMED_AS_EXAMPLES])
        raise ScanError.of(f"--lead {name}", "is not among the leads shown in this week", f"name one of them, such as {examples}")
    show.line(f"\n{name}")
    for _, text in story(result, names.index(name)):
        show.line(f"  {text.in_language(language)}")
