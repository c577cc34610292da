"""What happened to one lead, told line by line."""

from collections.abc import Iterator

from quickscan.domain.base import Text
from quickscan.domain.playback import MINUTES_PER_DAY, NONE, WEEK_MINUTES, Playback, Step

STAYS = Text(de="Ende der Woche, ist bei: {station}", en="End of the week, is at: {station}")
"""Of a lead that is still in the process."""
DAYS = (
    Text(de="Montag", en="Monday"), Text(de="Dienstag", en="Tuesday"), Text(de="Mittwoch", en="Wednesday"),
    Text(de="Donnerstag", en="Thursday"), Text(de="Freitag", en="Friday"), Text(de="Samstag", en="Saturday"),
    Text(de="Sonntag", en="Sunday"),
)  # fmt: skip
"""Monday first."""
AWAY = {
    -1: Text(de="In der Woche davor, {day}", en="The week before, {day}"),
    0: Text(de="{day}", en="{day}"),
    1: Text(de="In der Woche darauf, {day}", en="The week after, {day}"),
}
"""A day of the week before, of this one and of the one after."""
LONG_BEFORE, LONG_AFTER = (
    Text(de="{weeks} Wochen davor, {day}", en="{weeks} weeks before, {day}"),
    Text(de="{weeks} Wochen danach, {day}", en="{weeks} weeks later, {day}"),
)


Line = tuple[int, Text]
"""A minute, and what happens then; the moment is part of the words."""


def story(playback: Playback, lead: int) -> list[Line]:
    """The story of a lead shown, from its inquiry on; how it ends too, where that is after the week."""
    return list(_lines(playback, lead))


def _lines(playback: Playback, lead: int) -> Iterator[Line]:
    leads = playback.leads
    last = leads.way[lead][-1]
    for step in leads.way[lead]:
        yield step[0], _at(step[0], _what(playback, lead, step))
    end, outcome = leads.ends[lead], leads.outcome[lead]
    if end is None or end >= WEEK_MINUTES:
        yield WEEK_MINUTES, STAYS.fill(station=playback.stations[last[1]].name)
    if end is not None and end >= WEEK_MINUTES and outcome != NONE:
        ended = playback.kind_of(outcome)
        yield end, _at(end, _what(playback, lead, (end, outcome, ended, last[3])))


def _what(playback: Playback, lead: int, step: Step) -> Text:
    leads, outlet = playback.leads, step[3]
    cause = leads.cause[lead]
    return playback.kinds[step[2]].text.fill(
        channel=playback.channels[leads.channel[lead]].name,
        outlet=playback.outlet.fill(number=outlet + 1),
        cause=playback.causes[cause].told if cause != NONE else "",
    )


def _at(minute: int, what: Text) -> Text:
    return Text(de="{moment} {what}", en="{moment} {what}").fill(moment=moment(minute), what=what)


def moment(minute: int) -> Text:
    """A minute of the week as people say it, such as "Dienstag 14:03"; other weeks are counted from this one."""
    week, inside = divmod(minute, WEEK_MINUTES)
    day, clock = divmod(inside, MINUTES_PER_DAY)
    words = AWAY.get(week) or (LONG_BEFORE if week < 0 else LONG_AFTER)
    at = f"{clock // 60}:{clock % 60:02}"
    name = DAYS[day]
    return words.fill(weeks=abs(week), day=Text(de=f"{name.de} {at}", en=f"{name.en} {at}"))
