"""Reads the published contract and judges JSON by it."""

import json
from pathlib import Path
from typing import Any

CONTRACT = json.loads((Path(__file__).parent / "bot_api_contract.json").read_text("utf-8"))
# Fields that the Bot API added after the version of the contract and aiogram asks for.
NEWER = {"can_send_welcome_messages"}
PLAIN: dict[str, Any] = {"Integer": int, "String": str, "Boolean": bool, "Float": (int, float)}


def faults(value: Any, kind: str, path: str = "") -> list[str]:
    """What is wrong with `value` as a `kind` of the Bot API; an empty list is praise."""
    path = path or kind
    if kind.startswith("Array of "):
        if not isinstance(value, list):
            return [f"{path}: not an array"]
        inner = kind.removeprefix("Array of ")
        return [f for i, one in enumerate(value) for f in faults(one, inner, f"{path}[{i}]")]
    if kind in PLAIN:
        wrong = isinstance(value, bool) is not (kind == "Boolean")
        ok = isinstance(value, PLAIN[kind]) and not wrong
        return [] if ok else [f"{path}: {value!r} is no {kind}"]
    if kind in CONTRACT["unions"]:
        return _best([faults(value, one, path) for one in CONTRACT["unions"][kind]])
    return _object_faults(value, kind, path)


def _best(all_of_them: list[list[str]]) -> list[str]:
    return min(all_of_them, key=len)


def _object_faults(value: Any, kind: str, path: str) -> list[str]:
    fields = CONTRACT["types"][kind]
    if not isinstance(value, dict):
        return [f"{path}: not an object"]
    found = [f"{path}.{name}: unknown" for name in value if name not in {*fields, *NEWER}]
    for name, types in fields.items():
        if name in value:
            options = types.removeprefix("!").split("|")
            found += _best([faults(value[name], one, f"{path}.{name}") for one in options])
        elif types.startswith("!"):
            found.append(f"{path}.{name}: missing")
    return found
