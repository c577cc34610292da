"""What the pages ask of the layers below, in one place, so that a test can put in its own."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from functools import cached_property
from pathlib import Path

from quickscan.domain.base import Language
from quickscan.domain.engagement import Engagement
from quickscan.domain.knowledge import Knowledge
from quickscan.domain.process import LeadProcess
from quickscan.domain.questionnaire import Questionnaire
from quickscan.domain.result import Assessment
from quickscan.files.portable import Portable
from quickscan.files.read import read_shipped_processes
from quickscan.files.templates import TemplateShelf
from quickscan.store.answers import Answers
from quickscan.store.bin import Bin
from quickscan.store.changes import Changes
from quickscan.store.engagements import Store
from quickscan.store.files import Files
from quickscan.store.questionnaires import Published, Questionnaires
from quickscan.store.report_jobs import Clock
from quickscan.store.shares import Shares
from quickscan.web.background import Background
from quickscan.web.questionnaire_files import shipped_versions
from quickscan.web.reports import Reports
from quickscan.web.simulations import Simulations
from quickscan.web.trials import FOLDER as TRIALS
from quickscan.web.trials import Trials
from quickscan.web.wording import Wording, read_wordings


@dataclass(frozen=True)
class Services:
    """Everything the app works with."""

    store: Store
    """The engagements."""
    knowledge: Knowledge
    """What the field knows."""
    assess: Callable[[Engagement, Knowledge], Assessment]
    """What the answers of an engagement say."""
    reports: Reports
    """The Word reports, made in the background."""
    example: Callable[[], Engagement]
    """The example engagement."""
    read_portable: Callable[[Path], Portable]
    """Reads a portable file; raises ScanError with all its faults."""
    clock: Clock
    """Says what time it is."""
    shipped: Callable[[], Sequence[Published]] = shipped_versions
    """The questionnaires that come with the program."""
    wordings: dict[Language, Wording] = field(default_factory=read_wordings)
    """The languages of the app."""

    @property
    def answers(self) -> Answers:
        """The answers of the engagements, one by one."""
        return Answers(self.store.database)

    @property
    def files(self) -> Files:
        """The files of the engagements."""
        return Files(self.store.database)

    @property
    def changes(self) -> Changes:
        """Who changed what in the heads of the engagements."""
        return Changes(self.store.database)

    @property
    def bin(self) -> Bin:
        """What was deleted and can be put back."""
        return Bin(self.store.database)

    @property
    def shares(self) -> Shares:
        """The links by which clients see scenarios."""
        return Shares(self.store.database)

    @cached_property
    def simulations(self) -> Simulations:
        """The simulations of the engagements."""
        return Simulations(self.store, self.knowledge)

    @cached_property
    def background(self) -> Background:
        """What takes longer than a page may."""
        return Background()

    @property
    def templates(self) -> TemplateShelf:
        """The Word templates that are shipped or published, and those about to be."""
        return TemplateShelf(self.store.database.file.parent)

    @cached_property
    def trials(self) -> Trials:
        """Reports made to try a template."""
        return Trials(self.templates.folder / TRIALS)

    def questionnaires(self) -> tuple[Questionnaire, ...]:
        """The questionnaires that an engagement can be begun with: the newest version of each."""
        return tuple(version.questionnaire for version in self.versions.choices())

    def processes(self) -> tuple[LeadProcess, ...]:
        """The lead processes that an engagement can start from."""
        return read_shipped_processes()

    @property
    def versions(self) -> Questionnaires:
        """The questionnaires that are shipped or published, and those about to be."""
        return Questionnaires(self.store.database, self.shipped())

    def wording(self, language: str | None) -> Wording:
        """The language asked for, otherwise German."""
        return self.wordings["en" if language == "en" else "de"]
