"""The budget and the rules of the house, held over every file git knows of.

One parse of each file serves all tests. A rule with an exception names it here, with its reason.
"""

import ast
import re
import subprocess
import sys
from collections.abc import Iterator
from functools import cache
from pathlib import Path, PurePosixPath

import pytest
from telegram import Bot

ROOT = Path(__file__).parents[1]
ROOMS = ("bot", "handlers", "scheduler", "storage")
GENERATED = "storage/migrations/versions/"  # written by Alembic, frozen once released

FILE_LINES = 350
FUNCTION_LINES = 60

# Hangul stands beside its speaker: who may speak, by file name, by folder, and by grammar read.
SPEAKERS = re.compile(
    r"(?:form|\w+_form|texts|terms|wording(?:_\w+)?|errors|help|(?:\w+_)?kinds)\.py"
)
SPEAKING_FOLDERS = ("bot/cli/", "bot/documents/", "bot/simulator/page/", "tests/")
GRAMMARS = {
    f"storage/rules/{name}.py"
    for name in ["dates", "date_grammar", "date_words", "half_year", "money", "names"]
} | {
    f"storage/rules/{name}.py"
    for name in [
        "initials",
        "sounds",
        "personal_data",
        "personal_names",
        "quota",
        "tenure",
        "workday",
    ]
}
SPEAKING_FILES = GRAMMARS | {
    "bot/__main__.py",  # speaks before anything is installed
    "bot/installing.py",  # the same
    "bot/config.py",  # each setting beside its explanation, from which .env.example is made
}

# Telegram's own words, of its JSON and of its methods: the simulator is Telegram itself.
WIRE = ("bot/api/", "bot/simulator/")
METHODS = [name for name in dir(Bot) if re.fullmatch("[a-z]+([A-Z][a-z]+)+", name)]
TELEGRAMS_WORDS = re.compile(
    "|".join(["inline_keyboard", "parse_mode", "callback_data", "reply_markup", *METHODS])
)

# The simulator knows none of ours.
CLOCKS = {"storage/rules/clock.py", "bot/simulator/world/clock.py"}
ENVIRONMENT_READERS = {"bot/config.py", "bot/__main__.py", "bot/installing.py"}
LAZY_IMPORTERS = ("bot/cli/",)  # so that `--help` need not load the whole product
TASK_STARTERS = {
    "bot/app.py",  # one task for each pump, watched and awaited
    "bot/pumps/delivery.py",  # one task for each chat that has something on its way
    "bot/pumps/health.py",  # a question that is given up in time, and at the most one of it
    "bot/pumps/underway.py",  # the word that something is under way, beside it and ended with it
    "bot/pumps/worker.py",  # one task for each lane that waits for a long reading
    "bot/running.py",  # the wait for a signal beside the wait for a pump's end
}

NOW = {
    ("datetime", "now"),
    ("datetime", "utcnow"),
    ("datetime", "today"),
    ("date", "today"),
    ("time", "time"),
    ("time", "time_ns"),
}

# Written in pieces, so that this file does not hold what it looks for.
REGISTRIES = [".".join(parts) for parts in (("pypi", "org"), ("pythonhosted", "org"))]
REGISTRIES += [".".join(parts) for parts in (("npmjs", "org"), ("npmjs", "com"))]
SECRETS = {
    "a path of somebody's machine": r"(?<![\w.~}-])/(?:work|root|Users)/\w|/home/(?!bot\b)\w+/",
    "a package registry": "|".join(re.escape(host) for host in REGISTRIES),
    "a bot token": r"(?<![\d:])\d{8,10}:AA[\w-]{33}(?![\w-])",
    "a private key": "-----BEGIN [A-Z ]*PRIVATE" + " KEY-----",
    "a service token": r"\b(?:ghp|gho|xoxb|sk)[_-][A-Za-z0-9]{20,}",
}


@cache
def tracked() -> tuple[str, ...]:
    """Every file that is committed, or would be by `git add`."""
    listed = subprocess.run(
        ["git", "ls-files", "--cached", "--others", "--exclude-standard", "-z"],
        cwd=ROOT,
        capture_output=True,
        text=True,
        check=True,
    )
    names = set(listed.stdout.split("\0")) - {""}
    return tuple(sorted(name for name in names if (ROOT / name).is_file()))


@cache
def modules(*folders: str) -> tuple[str, ...]:
    """The Python files under these top folders, without what Alembic wrote."""
    return tuple(
        name
        for name in tracked()
        if name.endswith(".py") and name.startswith(folders) and not name.startswith(GENERATED)
    )


OURS = tuple(f"{room}/" for room in ROOMS)
OURS_AND_TESTS = (*OURS, "tests/")


@cache
def text(name: str) -> str:
    """The file's text; a byte that is no UTF-8 becomes a question mark."""
    return (ROOT / name).read_text("utf-8", errors="replace")


@cache
def tree(name: str) -> ast.Module:
    """The file, parsed once for all tests."""
    return ast.parse(text(name), name)


@cache
def nodes(name: str) -> tuple[ast.AST, ...]:
    """All of its nodes, walked once for all tests."""
    return tuple(ast.walk(tree(name)))


def functions(name: str) -> Iterator[ast.FunctionDef | ast.AsyncFunctionDef]:
    """Every function and method of the file."""
    for node in nodes(name):
        if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef):
            yield node


def dotted(node: ast.AST) -> str:
    """`a.b.c` for a chain of names, else nothing."""
    if isinstance(node, ast.Attribute):
        return f"{dotted(node.value)}.{node.attr}"
    return node.id if isinstance(node, ast.Name) else ""


def mentions(name: str) -> Iterator[tuple[int, tuple[str, str]]]:
    """Each `owner.member` the file says or imports: the line, and the last two names."""
    for node in nodes(name):
        if isinstance(node, ast.Attribute):
            owner = dotted(node.value).rpartition(".")[2]
            yield node.lineno, (owner, node.attr)
        elif isinstance(node, ast.ImportFrom):
            for alias in node.names:
                yield node.lineno, (node.module or "", alias.name)


def users(wanted: set[tuple[str, str]], allowed: set[str]) -> list[str]:
    """Where the rooms say one of these, outside the files that may."""
    return [
        f"{name}:{line} {'.'.join(said)}"
        for name in modules(*OURS)
        if name not in allowed
        for line, said in mentions(name)
        if said in wanted
    ]


def words(name: str) -> Iterator[tuple[int, str]]:
    """Each word of the file's code and its line: in strings, and as a name of any sort."""
    for node in nodes(name):
        match node:
            case ast.Constant(value=str(said)) if id(node) not in docstrings(name):
                yield from ((node.lineno, word) for word in re.findall(r"\w+", said))
            case ast.Name(id=said) | ast.Attribute(attr=said):
                yield node.lineno, said
            case ast.arg(arg=said) | ast.keyword(arg=str(said)) | ast.alias(name=said):
                yield node.lineno, said
            case ast.FunctionDef(name=said) | ast.AsyncFunctionDef(name=said):
                yield node.lineno, said


@cache
def docstrings(name: str) -> set[int]:
    """The identities of the constants that are docstrings, which may quote the field's terms."""
    return {
        id(node.body[0].value)
        for node in nodes(name)
        if isinstance(node, ast.Module | ast.ClassDef | ast.FunctionDef | ast.AsyncFunctionDef)
        and node.body
        and isinstance(node.body[0], ast.Expr)
    }


def test_no_file_is_longer_than_a_person_reads_at_once() -> None:
    long = {name: text(name).count("\n") for name in modules(*OURS_AND_TESTS)}
    assert {name: lines for name, lines in long.items() if lines > FILE_LINES} == {}


def test_no_function_is_longer_than_a_screen() -> None:
    assert [
        f"{name}:{function.lineno} {function.name}"
        for name in modules(*OURS_AND_TESTS)
        for function in functions(name)
        if (function.end_lineno or 0) - function.lineno + 1 > FUNCTION_LINES
    ] == []


def test_imports_stand_at_the_head_of_a_file() -> None:
    assert {
        f"{name}:{node.lineno}"
        for name in modules(*OURS_AND_TESTS)
        if not name.startswith(LAZY_IMPORTERS)
        for function in functions(name)
        for node in ast.walk(function)
        if isinstance(node, ast.Import | ast.ImportFrom)
    } == set()


def test_packages_hold_nothing_in_their_init() -> None:
    inits = [name for name in modules(*OURS_AND_TESTS) if name.endswith("__init__.py")]
    assert [name for name in inits if text(name).strip()] == []


def test_no_module_is_a_drawer_for_odds_and_ends() -> None:
    drawers = {"utils", "util", "common", "misc", "helpers"}
    assert [
        name for name in modules(*OURS) if drawers & set(PurePosixPath(name).with_suffix("").parts)
    ] == []


def test_hangul_stands_only_beside_its_speaker() -> None:
    hangul = re.compile("[ㄱ-ㅎㅏ-ㅣ가-힣]")
    assert [
        f"{name}:{node.lineno} {node.value[:30]!r}"
        for name in modules(*OURS)
        if not name.startswith(SPEAKING_FOLDERS)
        and name not in SPEAKING_FILES
        and not SPEAKERS.fullmatch(PurePosixPath(name).name)
        for quoted in [docstrings(name)]
        for node in nodes(name)
        if isinstance(node, ast.Constant)
        and isinstance(node.value, str)
        and id(node) not in quoted
        and hangul.search(node.value)
    ] == []


def test_the_time_is_read_in_one_place() -> None:
    assert users(NOW, CLOCKS) == []


def test_the_environment_is_read_in_one_place() -> None:
    said = {("os", "environ"), ("os", "getenv"), ("os", "environb"), ("os", "putenv")}
    assert users(said, ENVIRONMENT_READERS) == []


def test_telegrams_words_stand_where_its_wire_is() -> None:
    """What is said is a value in our own words, made into Telegram's JSON in one place."""
    assert [
        f"{name}:{line} {word}"
        for name in modules(*OURS)
        if not name.startswith(WIRE)
        for line, word in words(name)
        if TELEGRAMS_WORDS.fullmatch(word)
    ] == []


def test_one_way_leads_into_the_trail() -> None:
    assert users({("audit", "write")}, {"storage/act.py"}) == []


def test_no_feature_draws_a_board() -> None:
    """A board follows before the commit; only its own buttons ask for it."""
    drawing = {("board", "follow"), ("board", "draw")}
    assert users(drawing, {"handlers/install.py", "handlers/round/commands.py"}) == []


def test_no_task_is_started_that_nobody_waits_for() -> None:
    assert users({("asyncio", "create_task"), ("asyncio", "ensure_future")}, TASK_STARTERS) == []


def test_a_type_error_that_is_silenced_says_which_and_why() -> None:
    silenced = re.compile(r"# type: " + r"ignore(?!\[[\w, -]+\]\s+# ?\S)")
    assert [
        f"{name}:{number}"
        for name in modules(*OURS_AND_TESTS)
        for number, line in enumerate(text(name).splitlines(), 1)
        if silenced.search(line)
    ] == []


@pytest.mark.parametrize(
    "allowed",
    [CLOCKS, ENVIRONMENT_READERS, TASK_STARTERS, SPEAKING_FILES],
    ids=["clocks", "environment", "tasks", "hangul"],
)
def test_every_exception_is_still_a_file(allowed: set[str]) -> None:
    assert [name for name in sorted(allowed) if not (ROOT / name).is_file()] == []


def test_the_rooms_import_each_other_in_one_direction_only() -> None:
    command = "import sys; from importlinter.cli import lint_imports; sys.exit(lint_imports())"
    linted = subprocess.run(
        [sys.executable, "-c", command], cwd=ROOT, capture_output=True, text=True
    )
    assert linted.returncode == 0, linted.stdout[-4000:] + linted.stderr[-2000:]


@pytest.mark.parametrize("pattern", SECRETS.values(), ids=SECRETS.keys())
def test_no_file_holds_what_belongs_to_one_machine_or_person(pattern: str) -> None:
    found = re.compile(pattern)
    assert [
        f"{name}: {match[0][:12]}…" for name in tracked() for match in found.finditer(text(name))
    ] == []


def pins(name: str) -> set[str]:
    """The requirements a lock pins, markers included, hashes left out."""
    return set(re.findall(r"^(\S+==[^\\\n]+?)\s*\\$", text(name), re.MULTILINE))


LOCKS = [name for name in tracked() if name.endswith(".lock")]


@pytest.mark.parametrize("name", LOCKS)
def test_every_line_of_a_lock_is_a_pin_or_its_hash_and_names_no_host(name: str) -> None:
    line = re.compile(
        r"[a-z0-9-]+==[\w.+!]+( ; [^\\]+)? \\|    --hash=sha256:[0-9a-f]{64}( \\)?|\s*#.*|"
    )
    assert [each for each in text(name).splitlines() if not line.fullmatch(each)] == []
    assert "://" not in text(name)
    assert len(re.findall(r"(?<=\\\n)    --hash=", text(name))) >= len(pins(name)) > 0


def test_the_lock_for_the_tests_holds_every_pin_of_the_one_for_a_run() -> None:
    run, tests = (pins(f"bot/deploy/requirements{kind}.lock") for kind in ("", "-test"))
    assert run - tests == set()
