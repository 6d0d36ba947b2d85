"""Words of the command line that cannot be read: told in one Korean sentence, with code 64.

The library below says the same in English, with code 2, and has no public names for what it
raises; what is wrong is told by what the error carries.
"""

import io
import re
import sys
from collections.abc import Callable, Sequence
from typing import Any

import typer
from typer.core import TyperGroup

from bot.cli.exits import BAD_REQUEST

UNKNOWN = "없는 {what}입니다: {word}"
NEAR = " (혹시 {near})"
MISSING = "적지 않은 것이 있습니다: {what}"
WRONG = "{what}에 적은 값을 읽지 못했습니다. {why}"
TOO_MUCH = "남는 말이 있습니다: {words}"
NO_VALUE = "{option} 뒤에 값을 적어 주십시오."
UNREADABLE = "명령을 읽지 못했습니다: {why}"
HOW = "쓰는 법: {command} --help"
STOPPED = "그만두었습니다."
ENGLISH = (
    (r".*valid integer.*", "정수를 적어 주십시오."),
    (r".*less than or equal to (\S+)", "{0} 이하로 적어 주십시오."),
    (r".*greater than or equal to (\S+)", "{0} 이상으로 적어 주십시오."),
)
"""What is often said of a value, and how we say it."""


class Commands(TyperGroup):
    """All commands. Only a whole run is translated; whoever embeds it gets what was raised."""

    def main(self, args: Sequence[str] | None = None, *more: Any, **given: Any) -> Any:
        """Runs the command that was typed, and ends the process with its code."""
        ends = given.pop("standalone_mode", True)
        run: Callable[..., Any] = super().main
        given["standalone_mode"] = False
        if not ends:
            return run(args, *more, **given)
        try:
            code = run(args, *more, **given)
        except typer.Abort:
            typer.echo(STOPPED, err=True)
            sys.exit(1)
        except typer.TyperException as error:
            typer.echo(told(error), err=True)
            sys.exit(BAD_REQUEST)
        sys.exit(code if isinstance(code, int) else 0)


def speak_hangul() -> None:
    """A terminal of another alphabet gets UTF-8; what its own has no letter for becomes a ?."""
    for stream in (sys.stdout, sys.stderr):
        if isinstance(stream, io.TextIOWrapper):
            try:
                "가".encode(stream.encoding)
            except UnicodeEncodeError:
                stream.reconfigure(encoding="utf-8")
            stream.reconfigure(errors="replace")


def told(error: typer.TyperException) -> str:
    """What is wrong with the words, what may have been meant, and where the way is told."""
    context = getattr(error, "ctx", None)
    command = context.command_path if context else "python3 -m bot"
    return f"{_sentence(error)}\n{HOW.format(command=command)}"


def _sentence(error: typer.TyperException) -> str:
    said = str(getattr(error, "message", "") or "")
    option = getattr(error, "option_name", "")
    if option and hasattr(error, "possibilities"):
        return UNKNOWN.format(word=option, what="선택 사항") + _near(error.possibilities or ())
    if option:
        return NO_VALUE.format(option=option)
    if found := re.match(r"No such command '(.*?)'\.", said):
        near = re.findall(r"'(.*?)'", said[found.end() :])
        return UNKNOWN.format(word=found[1], what="명령") + _near(near)
    if found := re.fullmatch(r"Got unexpected extra arguments?(?:\(s\))? \((.*)\)", said):
        return TOO_MUCH.format(words=found[1])
    if hasattr(error, "param_type"):
        return MISSING.format(what=_name(error, explained=True))
    if hasattr(error, "param"):
        return WRONG.format(what=_name(error), why=_in_korean(said))
    return UNREADABLE.format(why=said)


def _name(error: typer.TyperException, *, explained: bool = False) -> str:
    """The option or place of which the error speaks, as it is typed; or with what it is for."""
    param: Any = getattr(error, "param", None)
    if param is None:
        return str(getattr(error, "param_hint", None) or "")
    name = param.opts[0] if param.opts[0].startswith("-") else param.opts[0].upper()
    return f"{name} ({param.help})" if explained and param.help else name


def _near(possible: Sequence[str]) -> str:
    return NEAR.format(near=", ".join(possible)) if possible else ""


def _in_korean(said: str) -> str:
    for english, korean in ENGLISH:
        if found := re.fullmatch(english, said):
            return korean.format(*found.groups())
    return said
