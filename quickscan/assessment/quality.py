"""The quality check of an engagement before a report: what is wrong, weak or missing, why it matters, and what to do."""

from quickscan.assessment.quality_answers import ANSWER_CHECKS
from quickscan.assessment.quality_cover import COVER_CHECKS
from quickscan.assessment.quality_look import Look
from quickscan.domain.engagement import Engagement
from quickscan.domain.knowledge import Knowledge
from quickscan.domain.quality import LEVELS, Quality
from quickscan.domain.result import Assessment
from quickscan.interview.path import follow


def check_quality(engagement: Engagement, knowledge: Knowledge, assessment: Assessment) -> Quality:
    """What is to be mended, errors first, within a level the weightiest first. `assessment` is that of the engagement."""
    look = Look(engagement, knowledge, assessment, follow(engagement, knowledge.rules))
    found = [point for check in (*ANSWER_CHECKS, *COVER_CHECKS) for point in check(look)]
    return Quality(points=tuple(sorted(found, key=lambda point: (LEVELS.index(point.level), -point.weight))))
