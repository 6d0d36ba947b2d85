"""Which release this is."""

import tomllib
from importlib import metadata
from pathlib import Path


def version() -> str:
    """Return this product's version: the checkout's own word, or the installed wheel's."""
    project = Path(__file__).parents[1] / "pyproject.toml"
    if not project.is_file():
        return metadata.version("goyang-quota-bot")
    return str(tomllib.loads(project.read_text("utf-8"))["project"]["version"])
