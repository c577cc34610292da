"""The first and the last slides: title, the decision asked for, risks and assumptions, next steps."""

from datetime import date

from quickscan.exports.deck.short import shortened
from quickscan.exports.deck.slides import Slide
from quickscan.exports.deck.teller import Teller
from quickscan.report.ranking import assumed_causes
from quickscan.report.summary import ENOUGH_TO_DECIDE

FIRST_STEPS = 4
LONGEST_POINT, STRONGEST = 190, 2


def title(teller: Teller, made_on: date) -> Slide:
    """What this is, for whom, and from when."""
    engagement, wording = teller.scan.engagement, teller.wording
    people = [wording.say("prepared_by") + " " + ", ".join(engagement.consultants)] if engagement.consultants else []
    return Slide(
        layout="Title",
        title=engagement.title,
        lead=f"{engagement.client.name}\n{wording.say('report_kind')}",
        points=(f"{wording.say('as_of')}: {wording.numbers.day(made_on)} · {wording.say('confidential')}", *people),
        notes=(teller.say("note_title", version=teller.scan.simulation.version, seed=str(teller.scan.simulation.seed)),),
    )


def decision(teller: Teller) -> Slide:
    """What the management is asked to decide, and what speaks for it."""
    found, wording = teller.scan.recommendations.portfolio, teller.wording
    coverage = teller.scan.assessment.loss_rate.coverage
    count = len(found.chosen)
    if not count:
        key, lead = "deck_decision_title_none", wording.say("summary_decision_none")
    elif coverage < ENOUGH_TO_DECIDE:
        key, lead = "deck_decision_title_low", wording.say("summary_decision_low")
    else:
        key, lead = "", wording.counted("deck_decision", count)
    heading = wording.say(key) if key else wording.counted("deck_decision_title", count)
    return Slide(
        layout="Text",
        title=heading,
        lead=lead,
        points=tuple(_grounds(teller)),
        notes=(teller.say("note_decision"), teller.sheets("together", "portfolio", "roadmap"), teller.run()),
    )


def _grounds(teller: Teller) -> list[str]:
    """What speaks for the decision, as figures with their range."""
    scan, wording = teller.scan, teller.wording
    loss, found, way = scan.assessment.loss_rate, scan.recommendations.portfolio, scan.recommendations.roadmap
    span = teller.share_range(loss.low, loss.high)
    today = teller.say("ground_today", rate=wording.numbers.percent(loss.mean, 0), range=span) + wording.mark("computed")
    if not found.chosen:
        return [today, teller.say("ground_open", count=wording.numbers.number(len(scan.assessment.unanswered)))]
    money = found.contribution_gain_eur
    points = [
        today,
        teller.say("ground_after", rate=teller.percent(found.loss_rate_after)),
        wording.say("summary_money_unknown") if money is None else teller.say("ground_money", money=teller.euro(money)),
        teller.say("ground_cost", cost=teller.cost(found.first_year_cost_eur), days=wording.numbers.plain(found.person_days)),
    ]
    first = next((stage for stage in way.stages if stage.steps), None)
    if first is not None:
        names = wording.list_of([shortened(teller.measure(step.id), 60) for step in first.steps[:3]])
        points.append(teller.say("ground_first", measures=names))
    return points


def risks(teller: Teller) -> Slide:
    """What the figures hang on, and what is not known."""
    scan, wording = teller.scan, teller.wording
    loss, found = scan.assessment.loss_rate, scan.recommendations.portfolio
    open_ones = sum(item.unsettled for item in scan.answers.values())
    unknown = [one.id for one in found.not_chosen if "cost_unknown" in one.reasons]
    assumed = assumed_causes(scan, wording)
    points = [teller.say("risk_coverage", coverage=wording.numbers.percent(loss.coverage, 0))]
    points += [wording.counted("deck_risk_questions", len(scan.assessment.unanswered))] if scan.assessment.unanswered else []
    points += [assumed] if assumed else []
    points += [wording.counted("deck_risk_contradictions", open_ones)] if open_ones else []
    points.append(teller.say("risk_calibration", calibration=teller.calibration(scan.simulation.calibration)))
    points += _strongest(teller)
    points.append(teller.say("risk_cost") + wording.mark("assumed"))
    points += [wording.say("summary_money_unknown")] if scan.process.contribution_per_sale_eur is None else []
    points += [wording.counted("deck_risk_unknown_cost", len(unknown))] if unknown else []
    points.append(teller.say("risk_people"))
    return Slide(
        layout="Text",
        title=teller.say("risks_title_low" if loss.coverage < ENOUGH_TO_DECIDE else "risks_title"),
        lead=teller.say("risks_lead"),
        points=tuple(shortened(point, LONGEST_POINT) for point in points),
        notes=(teller.say("note_risks"), teller.sheets("parameters", "contradictions", "run")),
    )


def _strongest(teller: Teller) -> list[str]:
    """The assumptions on which most hangs, as far as they were looked at."""
    flips = teller.scan.recommendations.flips
    if flips is None or not flips.assumptions:
        return []
    names = [f"{teller.about(one.about)} ({teller.wording.say(f'weighed_{one.kind}')})" for one in flips.assumptions[:STRONGEST]]
    return [teller.say("risk_strongest", names=teller.wording.list_of(names))]


def next_steps(teller: Teller) -> Slide:
    """What to do first, and by whom."""
    scan, wording = teller.scan, teller.wording
    decidable = scan.assessment.loss_rate.coverage >= ENOUGH_TO_DECIDE
    steps = [step for stage in scan.recommendations.roadmap.stages for step in stage.steps]
    first = steps[:FIRST_STEPS] if decidable else []
    points = []
    for step in first:
        entry = scan.knowledge.recommendation(step.id)
        begin = wording.of(entry.first_steps[0]) if entry.first_steps else ""
        name = shortened(teller.measure(step.id), 70)
        words = teller.say("step", measure=name, owner=teller.owner(step.id), begin=begin)
        points.append(shortened(words, LONGEST_POINT))
    points += [] if first else [wording.say("summary_decision_none")]
    if scan.assessment.next_best_questions:
        points.append(wording.counted("deck_step_questions", len(scan.assessment.unanswered)))
    points.append(teller.say("step_review"))
    return Slide(
        layout="Text",
        title=wording.counted("deck_steps_title", len(first)) if first else teller.say("steps_title_none"),
        lead=teller.say("steps_lead") if first else "",
        points=tuple(points),
        notes=(teller.say("note_steps"), teller.sheets("steps", "measures")),
    )
