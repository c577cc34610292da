"""What assets/playback*.js say: they draw the page in the browser, and know no words of their own."""

from typing import Any

from babel.dates import get_month_names

from quickscan.analysis.playback_story import AWAY, DAYS, LONG_AFTER, LONG_BEFORE, STAYS
from quickscan.domain.playback import ENDS
from quickscan.web.wording import LOCALES, Wording


def page_words(say: Wording) -> dict[str, Any]:
    """All words of the page by name; {names} in them are filled in the browser."""
    return {
        "language": say.language,
        "decimal": "," if say.language == "de" else ".",
        "days": [say.of(day) for day in DAYS],
        "months": list(get_month_names("wide", "stand-alone", LOCALES[say.language]).values()),
        "before": say.of(AWAY[-1]),
        "after": say.of(AWAY[1]),
        "long_before": say.of(LONG_BEFORE),
        "long_after": say.of(LONG_AFTER),
        "stays": say.of(STAYS),
        "ends": list(ENDS),
        **_controls(say),
        **_following(say),
        **_table(say),
    }


def _controls(say: Wording) -> dict[str, Any]:
    return {
        "play": say("Play"),
        "pause": say("Pause"),
        "restart": say("From the beginning"),
        "key": say("space bar"),
        "speed": say("Speed"),
        "speeds": [say("1 hour a second"), say("4 hours a second"), say("1 day a second")],
        "speeds_short": [say("1 h/s"), say("4 h/s"), say("1 day/s")],
        "week": say("Week"),
        "week_before": say("Week before"),
        "week_after": say("Week after"),
        "time": say("Time in the week"),
        "jump": say("Jump to {day}", day="{day}"),
        "opened": say("Open: {names}", names="{names}"),
        "computing": say("Week {week} is being simulated …", week="{week}"),
        "unreached": say("The program does not answer. It may have been started anew in the meantime."),
        "retry": say("Try again"),
        "shown": say("All {number} leads of the week are shown.", number="{number}"),
        "sample": say(
            "{shown} of {number} leads are shown, chosen at random ({share}%); counts are of all.",
            shown="{shown}",
            number="{number}",
            share="{share}",
        ),
        "source": say("Simulated year 1, seed {seed}.", seed="{seed}"),
        "scene": say("Leads at the stations of the process. What is drawn here stands in the table below as well."),
        "state": say("{clock}. {counts}.", clock="{clock}", counts="{counts}"),
    }


def _following(say: Wording) -> dict[str, Any]:
    return {
        "follow": say("Follow a lead"),
        "nobody": say("nobody"),
        "choose": say("Click a dot, or choose a lead: its story appears here."),
        "a_won": say("One that buys"),
        "a_lost": say("One that is lost"),
        "no_such": say("There is none in this week."),
        "is_won": say("Bought this week"),
        "is_lost": say("Lost this week"),
        "is_no_sale": say("No sale this week"),
        "is_open": say("Still in the process"),
        "waits": say("waits"),
        "at_work": say("somebody is at work on it"),
        "lost": say("lost"),
        "won": say("has bought"),
        "no_sale": say("no sale"),
        "legend": say("What the signs mean"),
    }


def _table(say: Wording) -> dict[str, Any]:
    return {
        "numbers": say("Numbers and files"),
        "caption": say("The week by day"),
        "day": say("Day of the week"),
        "came": say("came in"),
        "ended": [say("has bought"), say("lost"), say("no sale")],
        "at_noon": say("{station}, at noon", station="{station}"),
        "sum": say("Week"),
        "events": say("Every step of every lead shown (.csv)"),
        "by_cause": say("Lost this week by cause"),
        "cause": say("Cause"),
        "leads": say("Leads"),
    }
