"""The half-year report as bytes of one format."""

from collections.abc import Callable, Mapping
from dataclasses import replace
from importlib import import_module
from typing import Any

from bot.documents import album
from bot.documents.outline import Paper
from bot.documents.report_paper import paper
from storage.report.formats import Format
from storage.report.report_shapes import from_json


def written(given: Mapping[str, Any]) -> bytes:
    """`given` holds the report as JSON and a format, else ValueError.

    With an `album` it has its photos behind, and the office's own `form` is filled, if there is
    one: each in the formats that can.
    """
    wanted = Format(given["format"])
    if given.get("form") and wanted.form:
        fill: Callable[[Mapping[str, Any]], bytes] = import_module("bot.documents.own_form").filled
        return fill(given)
    told = paper(from_json(given["report"]))
    if given.get("album") and wanted.photos:
        told = replace(told, blocks=(*told.blocks, *album.blocks(given["album"])))
    return in_format(told, wanted)


def in_format(any_paper: Paper, form: str) -> bytes:
    """A paper in one of the formats, else ValueError; each is a module with `render`."""
    render: Callable[[Paper], bytes] = import_module(f"bot.documents.{Format(form)}").render
    return render(any_paper)


def first_page(given: Mapping[str, Any]) -> bytes:
    """Page 1 of the report as PNG."""
    draw: Callable[[Paper], bytes] = import_module("bot.documents.pdf").first_page
    return draw(paper(from_json(given["report"])))
