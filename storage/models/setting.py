"""What the office has set by itself: rules, kinds of event, units, headings, words."""

from datetime import date
from typing import Any

from sqlalchemy import JSON
from sqlmodel import Field, Index

from storage.models.base import Row, coded
from storage.rules.setting_kinds import SettingSort


class Setting(Row, table=True):
    """One thing that the office has set; `said` is what, in the shape of its sort."""

    id: int = Field(default=None, primary_key=True)
    sort: SettingSort = Field(sa_type=coded(SettingSort))
    key: str  # of a rule, a kind, a measure, a section, a field
    from_on: date | None = None  # of a rule: the first day it is in force; nothing: since ever
    # What is set: of a rule its value, basis and force; of the others see storage/settings.
    said: dict[str, Any] = Field(default_factory=dict, sa_type=JSON)
    version: int = 1

    __table_args__ = (Index("ix_setting_sort_key", "sort", "key"),)
