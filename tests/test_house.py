"""The house rules: how the code is cut, who may know whom, what the locks and the documents hold."""

import ast
import re
import shutil
import subprocess
import sys
import tomllib
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import docx
import pytest
from packaging.requirements import Requirement

ROOT = Path(__file__).resolve().parents[1]
MODULES = sorted([*ROOT.glob("quickscan/**/*.py"), *ROOT.glob("tests/**/*.py")])
LOCKS = ("requirements.lock", "requirements-dev.lock")
TEXTS = {".py", ".md", ".toml", ".lock", ".yaml", ".yml", ".json", ".js", ".css", ".html", ".po", ".mako", ".csv", ""}
LONGEST_MODULE = 300


def named(path: Path) -> str:
    return path.relative_to(ROOT).as_posix()


def texts() -> Iterator[tuple[str, str]]:
    """Name and content of every text file of the project, without what tools and runs leave behind.

    Some files for tests are broken on purpose, also in their encoding.
    """
    ignored = {line.strip().strip("/") for line in (ROOT / ".gitignore").read_text(encoding="utf-8").splitlines()}
    for path in sorted(ROOT.rglob("*")):
        parts = path.relative_to(ROOT).parts
        if path.is_file() and path.suffix in TEXTS and ".git" not in parts and not ignored.intersection(parts):
            yield named(path), path.read_text(encoding="utf-8", errors="replace")


def matches(pattern: str) -> list[str]:
    """`file:line: text` for every line of the project that the pattern finds."""
    search = re.compile(pattern).search
    lines = ((name, number, line) for name, text in texts() for number, line in enumerate(text.splitlines(), 1))
    return [f"{name}:{number}: {line.strip()[:100]}" for name, number, line in lines if search(line)]


# --- how the code is cut -----------------------------------------------------------------------------------------------


def test_no_module_is_too_long() -> None:
    lengths = {named(path): len(path.read_text(encoding="utf-8").splitlines()) for path in MODULES}
    assert {name: length for name, length in lengths.items() if length > LONGEST_MODULE} == {}


def test_package_files_hold_a_docstring_only() -> None:
    for path in ROOT.glob("quickscan/**/__init__.py"):
        body = ast.parse(path.read_text(encoding="utf-8")).body
        assert len(body) == 1, named(path)
        assert ast.get_docstring(ast.Module(body, [])), named(path)


def test_every_folder_of_code_is_a_package() -> None:
    # The versions of the database are a list of scripts that alembic reads, not a package.
    folders = {path.parent for path in ROOT.glob("quickscan/**/*.py") if "migrations" not in path.parts}
    assert [named(folder) for folder in folders if not (folder / "__init__.py").is_file()] == []


def test_no_private_function_stands_in_two_modules() -> None:
    places: dict[str, list[str]] = {}
    for path in ROOT.glob("quickscan/**/*.py"):
        for found in ast.parse(path.read_text(encoding="utf-8")).body:
            if isinstance(found, ast.FunctionDef) and found.name.startswith("_"):
                places.setdefault(ast.dump(found), []).append(f"{named(path)}: {found.name}")
    assert [where for where in places.values() if len(where) > 1] == []


def test_no_module_is_a_drawer_for_everything() -> None:
    names = {part.lower() for path in MODULES for part in path.relative_to(ROOT).with_suffix("").parts}
    assert names.isdisjoint({"utils", "util", "helpers", "helper", "common", "misc"})


def test_nothing_is_left_to_do_in_the_files() -> None:
    assert matches(r"\b(TO[D]O|FIX[M]E|X[X]X)\b") == []


def test_an_ignored_type_error_gives_its_kind_and_reason() -> None:
    assert matches(r"#\s*type:\s*ignor[e](?!\[[\w, -]+\]\s+#\s*\w)") == []


# --- who may know whom -------------------------------------------------------------------------------------------------


def lint_imports(folder: Path) -> subprocess.CompletedProcess[str]:
    program = Path(sys.executable).parent / "lint-imports"
    return subprocess.run([program, "--no-cache", "--no-logo"], cwd=folder, capture_output=True, text=True, check=False)


def test_import_contracts_hold() -> None:
    ran = lint_imports(ROOT)
    assert ran.returncode == 0, ran.stdout + ran.stderr


@pytest.mark.parametrize(
    ("module", "line", "said"),
    [
        ("domain/leak.py", "import yaml", "YAML is known to files only BROKEN"),
        ("analysis/leak.py", "import simpy", "The simulation kernels are known to simulation only BROKEN"),
        ("web/leak.py", "from sqlalchemy.orm import Session", "The database is known to store only BROKEN"),
        ("assessment/leak.py", "import quickscan.simulation", "A scan flows one way, and every package has its place BROKEN"),
        ("drawer/__init__.py", "", "quickscan.drawer"),
    ],
)
def test_import_contracts_catch_a_breach(module: str, line: str, said: str, tmp_path: Path) -> None:
    shutil.copy(ROOT / "pyproject.toml", tmp_path)
    shutil.copytree(ROOT / "quickscan", tmp_path / "quickscan", ignore=shutil.ignore_patterns("__pycache__"))
    breach = tmp_path / "quickscan" / module
    breach.parent.mkdir(exist_ok=True)
    breach.write_text(line, encoding="utf-8")
    ran = lint_imports(tmp_path)
    assert ran.returncode == 1, ran.stderr
    assert said in ran.stdout


# --- locks and documents -----------------------------------------------------------------------------------------------


@pytest.mark.parametrize("lock", LOCKS)
def test_locks_hold_pins_and_hashes_and_nothing_else(lock: str) -> None:
    text = (ROOT / lock).read_text(encoding="utf-8")
    pin = re.compile(r"^[a-z0-9-]+==[\w.+!]+( ; [^\\\n/]+)? \\\n(    --hash=sha256:[0-9a-f]{64}( \\)?\n)+", re.MULTILINE)
    origin = re.compile(r"^    #( {1,3}[\w. ():-]+)$", re.MULTILINE)
    assert pin.search(text)
    assert origin.sub("", pin.sub("", text)).split() == []


@pytest.mark.parametrize("lock", LOCKS)
def test_locks_hold_what_the_project_declares(lock: str) -> None:
    project = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))
    wanted = [*project["project"]["dependencies"], *project["dependency-groups"]["build"]]
    if lock == "requirements-dev.lock":
        wanted += project["project"]["optional-dependencies"]["dev"]
    pinned = dict(re.findall(r"^([a-z0-9-]+)==([\w.+!]+)", (ROOT / lock).read_text(encoding="utf-8"), re.MULTILINE))
    for requirement in map(Requirement, wanted):
        assert requirement.specifier.contains(pinned[requirement.name.lower()], prereleases=True), requirement


def declared() -> set[str]:
    """Names of all packages that pyproject.toml asks for."""
    project: dict[str, Any] = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))
    groups = [project["build-system"]["requires"], project["project"]["dependencies"]]
    groups += project["project"]["optional-dependencies"].values()
    groups += project["dependency-groups"].values()
    return {Requirement(entry).name.lower() for group in groups for entry in group}


def test_readme_gives_a_reason_for_every_dependency() -> None:
    readme = (ROOT / "README.md").read_text(encoding="utf-8")
    reasons = {name.lower() for name, _ in re.findall(r"^\| `([\w.-]+)` \|(.*\w.*)\|$", readme, re.MULTILINE)}
    assert declared() - reasons == set()


def test_no_file_names_a_place_on_some_machine() -> None:
    assert matches(r"(?<![\w.}*<])/(?:home|root|work|tmp|opt|mnt|Users)/\w") == []


def test_no_file_names_a_package_index() -> None:
    assert matches(r"(?i)\b(pypi\.or[g]|pythonhosted\.or[g]|npmjs\.(?:or[g]|co[m])|deb\.debian\.or[g]|extra-index-ur[l])\b") == []


# --- the measures themselves -------------------------------------------------------------------------------------------


def test_word_validator_tells_a_sound_file_from_a_broken_one(
    ooxml_validate: Callable[[Path], list[dict[str, Any]]], tmp_path: Path
) -> None:
    document = docx.Document()
    document.add_paragraph("Sound")
    document.save(str(tmp_path / "sound.docx"))
    paragraph = document.paragraphs[0]._p
    paragraph.append(paragraph.makeelement("{http://schemas.openxmlformats.org/wordprocessingml/2006/main}nonsense"))
    document.save(str(tmp_path / "broken.docx"))
    assert ooxml_validate(tmp_path / "sound.docx") == []
    assert ["nonsense" in error["description"] for error in ooxml_validate(tmp_path / "broken.docx")] == [True]


def test_libreoffice_makes_a_pdf(to_pdf: Callable[[Path], Path], tmp_path: Path) -> None:
    document = docx.Document()
    document.add_paragraph("Sound")
    document.save(str(tmp_path / "sound file.docx"))
    assert to_pdf(tmp_path / "sound file.docx").read_bytes().startswith(b"%PDF")
