"""The half-year report as bytes of one format."""

from collections.abc import Callable, Mapping
from dataclasses import replace
from importlib import import_module
from typing import Any

from bot.documents import album
from bot.documents.outline import Paper
from bot.documents.report_paper import paper
from storage.report.report_shapes import from_json

FORMATS = ("hwpx", "pdf", "docx", "xlsx")
"""Each is a module of this folder with `render(paper) -> bytes`."""


def written(given: Mapping[str, Any]) -> bytes:
    """`given` holds the report as JSON and one of FORMATS, else ValueError.

    With an `album` it has its photos behind, except in a workbook, which is for figures. An HWPX
    fills the office's own `form`, if there is one.
    """
    if given.get("form") and given["format"] == "hwpx":
        fill: Callable[[Mapping[str, Any]], bytes] = import_module("bot.documents.own_form").filled
        return fill(given)
    told = paper(from_json(given["report"]))
    if given.get("album") and given["format"] != "xlsx":
        told = replace(told, blocks=(*told.blocks, *album.blocks(given["album"])))
    return in_format(told, given["format"])


def in_format(any_paper: Paper, form: str) -> bytes:
    """A paper in one of FORMATS, else ValueError."""
    if form not in FORMATS:
        raise ValueError(f"no such format: {form}")
    render: Callable[[Paper], bytes] = import_module(f"bot.documents.{form}").render
    return render(any_paper)


def first_page(given: Mapping[str, Any]) -> bytes:
    """Page 1 of the report as PNG."""
    draw: Callable[[Paper], bytes] = import_module("bot.documents.pdf").first_page
    return draw(paper(from_json(given["report"])))
