"""The appendix on how the figures came about: scoring rules, and what is needed to get the same figures again."""

from quickscan.domain.base import Noun
from quickscan.domain.scan import Scan
from quickscan.report.wording import OF_PROVENANCE, Wording


class Detail(Noun):
    """Something that identifies this scan."""

    label: str
    """What it is."""
    value: str
    """Its value."""


class Rules(Noun):
    """Scoring rules and identification."""

    scoring: tuple[str, ...]
    """How answers become figures, in sentences."""
    details: tuple[Detail, ...]
    """Questionnaire, versions and seed."""


def rules(scan: Scan, wording: Wording) -> Rules:
    """Scoring rules and identification of a scan."""
    return Rules(scoring=tuple(_scoring(scan, wording)), details=tuple(_details(scan, wording)))


def _scoring(scan: Scan, wording: Wording) -> list[str]:
    judged, plain = scan.knowledge.rules, wording.numbers.plain
    percent = wording.numbers.percent
    mark = wording.mark(OF_PROVENANCE[judged.provenance.basis])
    return [
        wording.say("rule_text_severity", exponent=plain(judged.severity_exponent) + mark),
        wording.say("rule_text_loss"),
        wording.say("rule_text_split"),
        wording.say("rule_text_coverage"),
        wording.say("rule_text_unknown", severity=percent(judged.unknown_severity, 0) + mark),
        wording.say(
            "rule_text_doubt", **{f"level_{level}": plain(doubt) for level, doubt in judged.level_doubt.items()}, mark=mark
        ),
        wording.say(
            "rule_text_measured",
            **{f"share_{level}": percent(share, 0) for level, share in judged.measured_doubt_share.items()},
            mark=mark,
        ),
        wording.say("rule_text_interval", share=percent(judged.interval_share, 0) + mark),
        wording.say(
            "rule_text_contradiction",
            levels=plain(judged.contradiction_levels),
            points=plain(judged.contradiction_points),
            ratio=plain(judged.contradiction_ratio),
            mark=mark,
        ),
        wording.say("rule_text_ruling"),
        wording.say("rule_text_weak", area=plain(judged.weak_area_level), answer=plain(judged.weak_answer_level), mark=mark),
    ]


def _details(scan: Scan, wording: Wording) -> list[Detail]:
    copy, result = scan.engagement.questionnaire, scan.simulation
    values = {
        "engagement": scan.engagement.id,
        "questionnaire": wording.say(
            "questionnaire_version", title=wording.of(copy.definition.title), version=copy.definition.version
        ),
        "hash": copy.hash,
        "process": scan.process.id,
        "calibration": result.calibration,
        "seed": str(result.seed),
        "replications": str(result.replications),
        "engine": result.engine,
        "program": result.version,
    }
    return [Detail(label=wording.say(f"detail_{name}"), value=value) for name, value in values.items()]
