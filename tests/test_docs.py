"""What the pages for readers name is there: files, links, commands, settings."""

import re
from pathlib import Path
from types import ModuleType

import pytest
import typer
from sqlalchemy import JSON

from bot.cli.__main__ import app
from bot.config import Settings
from storage.models import base
from storage.models.all_tables import MODULES
from storage.models.base import Coded
from tests import tables

ROOT = Path(__file__).parents[1]
README = ROOT / "README.md"
DOCS = sorted((ROOT / "docs").rglob("*.md"))
PAGES = [README, *DOCS]
LANGUAGES = 2


def name_of(page: Path) -> str:
    """A page as a test's name shows it."""
    return str(page.relative_to(ROOT))


@pytest.mark.parametrize("page", PAGES, ids=name_of)
def test_every_file_that_a_page_names_by_its_path_exists(page: Path) -> None:
    named = re.findall(r"`([\w.-]+/[\w/.-]+\.[a-z]+)`", page.read_text("utf-8"))
    assert [path for path in named if not (ROOT / path).is_file()] == []


@pytest.mark.parametrize("page", DOCS, ids=name_of)
def test_every_link_between_the_pages_leads_somewhere(page: Path) -> None:
    links = re.findall(r"\]\(([^)#:]+)\)", page.read_text("utf-8"))
    assert [link for link in links if not (page.parent / link).exists()] == []


def test_every_command_of_the_readme_is_one_of_the_command_line() -> None:
    named = set(re.findall(r"python3 -m bot ([a-z]+)", README.read_text("utf-8")))
    known = set(typer.main.get_group(app).commands)
    assert sorted(named - known) == []


@pytest.mark.parametrize("field", Settings.model_fields)
def test_the_readme_explains_every_setting_in_both_languages(field: str) -> None:
    rows = [line for line in README.read_text("utf-8").splitlines() if line.startswith("| `")]
    assert len([row for row in rows if f"`{field.upper()}`" in row]) == LANGUAGES


def test_the_page_of_the_tables_says_what_the_models_say() -> None:
    assert tables.PAGE.read_text("utf-8") == tables.page(), "python -m tests.tables makes it anew"


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
