"""Word templates by name: those that are shipped, and those that people put into the data folder, with the way there and back.

A template of the data folder is a Word file and, where it has words of its own, a texts file beside it. Whatever is replaced or
removed is laid aside and can be brought back.
"""

import hashlib
import re
import unicodedata
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path

from quickscan.domain.base import Text
from quickscan.domain.problem import ScanError
from quickscan.files.catalogue import shipped_template
from quickscan.files.phrases import nearest
from quickscan.files.read import read_texts

FOLDER = "templates"
"""Where templates lie in the data folder."""
STANDARD = "standard"
"""The template whose fixed words all others share."""
WORD, TEXTS = ".docx", ".texts.yaml"
NAME = re.compile(r"[a-z0-9][a-z0-9_-]{0,39}")
_MARK = re.compile(r"[0-9a-f]{12}")
_SET_ASIDE = re.compile(r"(?P<name>[a-z0-9][a-z0-9_-]{0,39})\.(?P<moment>[0-9]{14})")


@dataclass(frozen=True)
class Template:
    """A template that reports can be made with."""

    name: str
    """Its name."""
    file: Path
    """The Word file."""
    is_shipped: bool = False
    """Whether it comes with the program."""

    @property
    def mark(self) -> str:
        """The beginning of the fingerprint of Word file and words: another one after each change."""
        words = self.texts_file.read_bytes() if self.texts_file.is_file() else b""
        return hashlib.sha256(self.file.read_bytes() + words).hexdigest()[:12]

    @property
    def id(self) -> str:
        """What reports are found again by: its name, with its mark where its file may change."""
        return self.name if self.is_shipped else f"{self.name}@{self.mark}"

    @property
    def texts_file(self) -> Path:
        """The file of its own words; need not be there."""
        return self.file.with_name(self.file.name.removesuffix(WORD) + TEXTS)

    @property
    def kept_at(self) -> datetime:
        """When it was put there."""
        return datetime.fromtimestamp(self.file.stat().st_mtime, UTC)

    def texts(self) -> dict[str, Text]:
        """Its fixed words by key: its own, and the standard ones for all others. Raises ScanError for faults of the file."""
        return texts_beside(self.file)


@dataclass(frozen=True)
class Draft:
    """A template that was put up and can be tried, but not used yet."""

    mark: str
    """What it is called by until it has a name."""
    file_name: str
    """What the file was called."""
    template: Template
    """The template itself."""


@dataclass(frozen=True)
class SetAside:
    """A template that was removed or replaced."""

    name: str
    """Its name."""
    moment: datetime
    """When it went."""
    template: Template
    """The template itself."""


class TemplateShelf:
    """The templates of a data folder."""

    def __init__(self, data_folder: Path) -> None:
        self.folder = data_folder / FOLDER
        self._drafts, self._aside = self.folder / "drafts", self.folder / "removed"

    def all(self) -> tuple[Template, ...]:
        """All that reports can be made with: the standard template, the others that are shipped, those of the data folder."""
        shipped = sorted(shipped_template(STANDARD).parent.glob(f"*{WORD}"), key=lambda file: (file.stem != STANDARD, file.stem))
        own = (file for file in sorted(self.folder.glob(f"*{WORD}")) if NAME.fullmatch(file.stem))
        return (*(Template(file.stem, file, is_shipped=True) for file in shipped), *(Template(file.stem, file) for file in own))

    def find(self, name: str) -> Template:
        """The template of a name or id. Raises ScanError where there is none."""
        every = self.all()
        found = next((one for one in every if name in (one.name, one.id)), None)
        if found is None:
            like = nearest(name, [one.name for one in every]) or STANDARD
            raise ScanError.of(
                f"template {name}", "there is no template of this name", f"write {like}, or the path of a .docx file"
            )
        return found

    def put_up(self, content: bytes, file_name: str, words: bytes | None) -> Draft:
        """Keep a template until it has a name. The same file put up twice is one draft."""
        mark = hashlib.sha256(content + (words or b"")).hexdigest()[:12]
        self._drafts.mkdir(parents=True, exist_ok=True)
        template = Template(mark, self._drafts / f"{mark}{WORD}")
        template.file.write_bytes(content)
        if words is not None:
            template.texts_file.write_bytes(words)
        (self._drafts / mark).write_text(Path(file_name).name, encoding="utf-8")
        return Draft(mark, Path(file_name).name, template)

    def drafts(self) -> tuple[Draft, ...]:
        """The drafts, newest first."""
        files = sorted(self._drafts.glob(f"*{WORD}"), key=lambda file: -file.stat().st_mtime)
        return tuple(self.draft(file.stem) for file in files if _MARK.fullmatch(file.stem))

    def draft(self, mark: str) -> Draft:
        """The draft of that mark. Raises ScanError where there is none any more."""
        file = self._drafts / f"{mark}{WORD}"
        if not _MARK.fullmatch(mark) or not file.is_file():
            raise ScanError.of("template", "this draft is not there any more", "upload the file again")
        called = self._drafts / mark
        return Draft(mark, called.read_text(encoding="utf-8") if called.is_file() else file.name, Template(mark, file))

    def discard(self, mark: str) -> None:
        """Throw a draft away. Raises ScanError where there is none any more."""
        draft = self.draft(mark)
        for file in (draft.template.file, draft.template.texts_file, self._drafts / mark):
            file.unlink(missing_ok=True)

    def publish(self, mark: str, name: str, replace: bool, now: datetime) -> Template:
        """Give a draft a name. Raises ScanError for a name that cannot be one, is shipped, or is taken and not to be replaced."""
        draft, before = self.draft(mark), self._taken(name)
        if before is not None and not replace:
            raise ScanError.of(name, "there is a template of this name", "say that it is to be replaced, or choose another name")
        if before is not None:
            self._lay_aside(before, now)
        _move(draft.template, self.folder / f"{name}{WORD}")
        (self._drafts / mark).unlink(missing_ok=True)
        return Template(name, self.folder / f"{name}{WORD}")

    def remove(self, name: str, now: datetime) -> None:
        """Lay a template of the data folder aside. Raises ScanError where there is none."""
        template = self.find(name)
        if template.is_shipped:
            raise ScanError.of(name, "this template comes with the program", "remove templates of your own only")
        self._lay_aside(template, now)

    def removed(self) -> tuple[SetAside, ...]:
        """What was removed or replaced, newest first."""
        found = []
        for file in self._aside.glob(f"*{WORD}"):
            named = _SET_ASIDE.fullmatch(file.name.removesuffix(WORD))
            if named:
                moment = datetime.strptime(named["moment"], "%Y%m%d%H%M%S").replace(tzinfo=UTC)
                found.append(SetAside(named["name"], moment, Template(named["name"], file)))
        return tuple(sorted(found, key=lambda one: (-one.moment.timestamp(), one.name)))

    def bring_back(self, name: str, moment: datetime, now: datetime) -> Template:
        """Put back what was removed; what has the name now is laid aside instead. Raises ScanError where it is not there."""
        wanted = next((one for one in self.removed() if (one.name, one.moment) == (name, moment)), None)
        if wanted is None:
            raise ScanError.of(name, "this template is not there any more", "look at the list again")
        before = self._taken(name)
        _move(wanted.template, self._aside / f"returning{WORD}")
        if before is not None:
            self._lay_aside(before, now)
        _move(Template(name, self._aside / f"returning{WORD}"), self.folder / f"{name}{WORD}")
        return Template(name, self.folder / f"{name}{WORD}")

    def _taken(self, name: str) -> Template | None:
        """The template of the data folder that has the name. Raises ScanError where no template of a person can have it."""
        if not NAME.fullmatch(name):
            what = "a name has small letters a to z, digits, hyphens and underscores only, at most 40"
            raise ScanError.of("name", what, f"write {name_from(name)}, for example")
        found = next((one for one in self.all() if one.name == name), None)
        if found is not None and found.is_shipped:
            raise ScanError.of(name, "a template that comes with the program has this name", "choose another name")
        return found

    def _lay_aside(self, template: Template, now: datetime) -> None:
        self._aside.mkdir(parents=True, exist_ok=True)
        _move(template, self._aside / f"{template.name}.{now.astimezone(UTC):%Y%m%d%H%M%S}{WORD}")


def texts_beside(template: Path) -> dict[str, Text]:
    """The fixed words of a template file: those beside it, and the standard ones for all others. Raises ScanError."""
    standard = read_texts(shipped_template(STANDARD).with_name(f"{STANDARD}{TEXTS}"))
    own = template.with_name(template.name.removesuffix(WORD) + TEXTS)
    return {**standard, **read_texts(own)} if own.is_file() else standard


def guide_words() -> dict[str, Text]:
    """The words of the guide for authors. Raises ScanError for faults of their file."""
    return read_texts(shipped_template(STANDARD).with_name(f"author_guide{TEXTS}"))


def name_from(file_name: str) -> str:
    """A name for a template, made of the name of its file."""
    plain = unicodedata.normalize("NFKD", file_name.removesuffix(WORD).lower().replace("ß", "ss"))
    letters = "".join(sign for sign in plain if not unicodedata.combining(sign))
    return re.sub(r"[^a-z0-9]+", "-", letters).strip("-")[:40].strip("-") or "template"


def _move(template: Template, target: Path) -> None:
    """The Word file and its words; words of another template that lay there go."""
    target.parent.mkdir(parents=True, exist_ok=True)
    moved = Template("", target)
    moved.texts_file.unlink(missing_ok=True)
    if template.texts_file.is_file():
        template.texts_file.replace(moved.texts_file)
    template.file.replace(target)
