"""`.env.example` is what an administrator copies: it names every setting, and no other."""

from pathlib import Path

from pydantic import SecretStr

from bot.config import SECRETS, Settings

EXAMPLE = Path(__file__).parents[2] / ".env.example"
HEAD, _, BODY = EXAMPLE.read_text("utf-8").partition("\n\n")
NEEDED = {"bot_token"}
OF_THE_PLACE = {"data_dir", "database_url"}  # shown with a sample, since the default is elsewhere


def blocks() -> dict[str, tuple[str, str]]:
    """Name of each setting, with the comment above it and the line that sets it."""
    found = {}
    for block in BODY.strip().split("\n\n"):
        comment, line = block.split("\n")
        found[line.lstrip("#").partition("=")[0].lower()] = (comment, line)
    return found


def written(default: object) -> str:
    """A default as it would stand behind the `=`."""
    if isinstance(default, SecretStr):
        return default.get_secret_value()
    return ",".join(default) if isinstance(default, tuple) else str(default)


def test_every_setting_stands_in_the_example_in_its_order_and_nothing_else() -> None:
    assert list(blocks()) == list(Settings.model_fields)


def test_each_setting_is_explained_in_both_languages_by_the_words_of_the_code() -> None:
    said = {name: comment for name, (comment, _line) in blocks().items()}
    assert said == {
        name: f"# {field.description}" for name, field in Settings.model_fields.items()
    }


def test_names_stand_in_capitals_and_only_what_is_needed_is_not_commented_out() -> None:
    lines = {name: line for name, (_comment, line) in blocks().items()}
    assert all(line.lstrip("#").startswith(f"{name.upper()}=") for name, line in lines.items())
    assert {name for name, line in lines.items() if not line.startswith("#")} == NEEDED


def test_each_shown_value_is_the_one_that_holds_when_the_line_is_left_out() -> None:
    shown = {
        name: line.partition("=")[2]
        for name, (_comment, line) in blocks().items()
        if name not in NEEDED | OF_THE_PLACE
    }
    kept = {name: written(Settings.model_fields[name].default) for name in shown}
    assert shown == kept


def test_secrets_that_may_stand_in_files_are_named_in_the_head() -> None:
    assert [name for name in SECRETS if f"{name.upper()}_FILE" not in HEAD] == []
