"""What the pages for readers name is there: files, links, commands, settings."""

import re
from functools import cache
from pathlib import Path
from types import ModuleType

import pytest
import typer
from sqlalchemy import JSON

from bot.cli.__main__ import app
from bot.config import Settings
from handlers.chat import help
from storage.models import base
from storage.models.all_tables import MODULES
from storage.models.base import Coded
from tests import tables
from tests.helpers.code_names import known
from tests.promises import page as promises

ROOT = Path(__file__).parents[1]
README = ROOT / "README.md"
GUIDES = [ROOT / "docs" / f"{name}.md" for name in ("officer", "coordinator", "operator")]
DOCS = sorted((ROOT / "docs").rglob("*.md"))
PAGES = [README, ROOT / "CHANGELOG.md", *sorted((ROOT / ".github").glob("*.md")), *DOCS]
LANGUAGES = 2
PAGE = 60  # lines

A_FILE = re.compile(r"[\w.-]+\.(?:py|md|typ|toml|lock|csv|yml|mako)")
A_PLACE = re.compile(r"[\w.-]+/[\w./-]*")
A_NAME = re.compile(r"([A-Za-z_]\w*\.[A-Za-z_]\w*)(?:\(.*\))?")
A_MODULE = re.compile(r".*python3? -m (tests\.\w+).*")
NOT_OURS = {"sys.inputs", "office.db", "7/3"}
"""What looks like a file or a name of the code and is none: typst's, the database, a date."""


@cache
def file_names() -> frozenset[str]:
    """The name of every file, without its folder."""
    return frozenset(path.name for path in ROOT.rglob("*") if ".venv" not in path.parts)


def stands(word: str) -> bool:
    """Whether what a page sets in code style is there, if it points at something of ours."""
    if word in NOT_OURS:
        return True
    if A_FILE.fullmatch(word):
        return word in file_names()
    if A_PLACE.fullmatch(word):
        return (ROOT / word).exists()
    if word.startswith("test_"):
        return word in known("tests")
    if found := A_MODULE.fullmatch(word):
        place = ROOT / found[1].replace(".", "/")
        return place.is_dir() or place.with_suffix(".py").is_file()
    return (found := A_NAME.fullmatch(word)) is None or found[1] in known("tests")


def name_of(page: Path) -> str:
    """A page as a test's name shows it."""
    return str(page.relative_to(ROOT))


@pytest.mark.parametrize("page", PAGES, ids=name_of)
def test_every_file_folder_and_name_that_a_page_points_at_exists(page: Path) -> None:
    said = re.findall(r"`([^`\n]+)`", page.read_text("utf-8"))
    assert [word for word in said if not stands(word)] == []


@pytest.mark.parametrize("page", [README, *DOCS], ids=name_of)
def test_every_link_between_the_pages_leads_somewhere(page: Path) -> None:
    links = re.findall(r"\]\(([^)#:]*)(?:#([^)]+))?\)", page.read_text("utf-8"))
    gone = [link for link, _ in links if not (page.parent / link).exists()]
    assert gone == []
    assert [(link, at) for link, at in links if at and at not in anchors(page, link)] == []


def anchors(page: Path, link: str) -> set[str]:
    """What may stand behind # for a page: its headings as the web shows them."""
    text = (page.parent / link if link else page).read_text("utf-8")
    heads = re.findall(r"^#+ (.+)$", text, re.MULTILINE)
    return {re.sub(r"[^\w -]", "", one.strip().lower()).replace(" ", "-") for one in heads}


@pytest.mark.parametrize("page", [README, *GUIDES], ids=name_of)
def test_every_command_of_a_guide_is_one_of_the_command_line(page: Path) -> None:
    named = set(re.findall(r"python3 -m bot ([a-z]+)", page.read_text("utf-8")))
    known = set(typer.main.get_group(app).commands)
    assert sorted(named - known) == []


@pytest.mark.parametrize("language", range(LANGUAGES), ids=["korean", "english"])
def test_the_guides_name_every_command_of_the_menu(language: int) -> None:
    told = "".join(page.read_text("utf-8").split("\n---\n")[language] for page in GUIDES)
    assert [line.name for line in help.COMMANDS if f"`/{line.name}`" not in told] == []


@pytest.mark.parametrize("field", Settings.model_fields)
def test_the_operators_guide_explains_every_setting_in_both_languages(field: str) -> None:
    rows = [line for line in GUIDES[-1].read_text("utf-8").splitlines() if line.startswith("| `")]
    assert len([row for row in rows if f"`{field.upper()}`" in row]) == LANGUAGES


def test_the_readme_is_one_page_a_language() -> None:
    pages = README.read_text("utf-8").split("\n---\n")
    assert [len(page.splitlines()) <= PAGE for page in pages] == [True] * LANGUAGES


def test_the_page_of_the_tables_says_what_the_models_say() -> None:
    assert tables.PAGE.read_text("utf-8") == tables.page(), "python -m tests.tables makes it anew"


def test_the_page_of_the_promises_says_what_was_counted() -> None:
    said = promises.PAGE.read_text("utf-8")
    assert said == promises.page(), "python -m tests.promises makes it anew"


@pytest.mark.parametrize("module", MODULES, ids=lambda module: module.__name__)
def test_a_table_says_what_it_is_and_what_its_json_and_its_states_hold(module: ModuleType) -> None:
    every = tables.comments(base, base.Record.__name__)
    for model in tables.models(module):
        told = every | tables.comments(module, model.__name__)
        columns = model.__table__.columns
        dark = [one.name for one in columns if isinstance(one.type, JSON)]
        dark += [name for name in ("state", "kind") if name in columns]
        dark = [name for name in dark if not isinstance(columns[name].type, Coded)]
        assert model.__doc__
        assert [f"{model.__name__}.{name}" for name in dark if not told[name]] == []


DECISIONS = [page for page in DOCS if page.parent.name == "decisions"]


def test_each_decision_has_a_number_of_its_own() -> None:
    numbers = [page.name[:4] for page in DECISIONS]
    assert sorted(set(numbers)) == sorted(numbers)


@pytest.mark.parametrize("page", DECISIONS, ids=name_of)
def test_a_decision_says_when_it_was_made_and_whether_it_holds(page: Path) -> None:
    title, _, line, *_ = page.read_text("utf-8").splitlines()
    assert title.startswith(f"# {int(page.name[:4])}. ")
    assert re.match(r"Decided \d{4}-\d\d-\d\d; (in force|replaced by \[\d+\]\()", line)
