"""The command that tells a week lead by lead."""

import json

from tests.cli.test_simulation_commands import run

WORDS = ("playback", "car_dealers", "--severity", "poor_follow_up=0.6", "--leads", 2000, "--week", 12)


def test_it_prints_a_summary_and_the_story_of_a_lead() -> None:
    ran = run(*WORDS, "--json")
    assert ran.returncode == 0, ran.stderr
    assert ran.stdout.count("\n") == 1
    found = json.loads(ran.stdout)
    assert (found["week"], found["calibration"]) == (12, "evidence")
    name = f"{found['channels'][found['leads']['channel'][0]]['id']}-{found['leads']['number'][0]}"
    told = run(*WORDS, "--lead", name, "--language", "en")
    assert told.returncode == 0, told.stderr
    assert (
        f"Came in{found['counts']['created']:>4}" in told.stdout.replace(" " * 2, "")
        or str(found["counts"]["created"]) in told.stdout
    )
    assert "Inquiry through the channel" in told.stdout
    assert f"{found['shown']} of {found['shown']} leads are told one by one" in told.stdout


def test_a_scenario_shows_another_week_of_the_same_people() -> None:
    today, then = (json.loads(run(*WORDS, *more, "--json").stdout) for more in ((), ("--scenario", "fast_and_persistent")))
    assert today["counts"]["created"] == then["counts"]["created"]
    assert today["counts"] != then["counts"]


def test_what_cannot_be_shown_is_refused_in_one_line() -> None:
    for more, words in ((("--week", 60), "give a number from 1 to 52"), (("--lead", "web-0x"), "is not among the leads shown")):
        ran = run(*WORDS, *more)
        assert ran.returncode == 1
        assert words in ran.stderr
        assert "Traceback" not in ran.stderr
