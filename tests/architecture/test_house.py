"""The rooms and their files: who imports whom, how files are named and how long they grow."""

import ast
import subprocess
import sys
from pathlib import Path

import pytest

from tests.architecture import measure
from tests.architecture.sources import ROOMS, ROOT, files, first_party, imported, imports, shown, tree

LONGEST = 400
BANNED = {
    "utils",
    "helpers",
    "common",
    "misc",
    "constants",
    "enums",
    "managers",
    "signals",
    "receivers",
    "core",
}
TOP_LEVEL = {*ROOMS, "templates", "static", "tests", "docs", "bin", "var", "node_modules"}


def test_a_room_imports_only_what_its_line_allows() -> None:
    script = Path(sys.executable).with_name("lint-imports")
    done = subprocess.run([str(script), "--no-cache"], cwd=ROOT, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stdout + done.stderr


def test_HSE_09_no_file_imports_itself_through_others() -> None:
    """Two files that need each other are one file, or a third one stands below both."""
    reached = {module: _reached_from(module) for module in imports()}
    circles = [module for module, found in reached.items() if module in found]
    assert not circles, "\n".join(circles)


def _reached_from(module: str) -> set[str]:
    found: set[str] = set()
    waiting = [*imports()[module]]
    while waiting:
        if (name := waiting.pop()) not in found:
            found.add(name)
            waiting += imports()[name]
    return found


def test_no_file_is_longer_than_400_lines() -> None:
    long = {
        shown(path): lines
        for path in files(".py", ".html", ".js", ".css")
        if "migrations" not in path.parts
        and (lines := path.read_text(encoding="utf-8").count("\n")) > LONGEST
    }
    assert long == {}


def test_no_line_of_a_template_or_style_sheet_is_wider_than_160_characters() -> None:
    """HSE-10: what stands in one line of a thousand characters cannot be reviewed."""
    assert not list(measure.wide_lines())


def test_REG_15_digits_are_asked_for_as_numbers_are_read() -> None:
    """`isdigit` takes ² for a digit, `int` does not; `isdecimal` is what `int` takes."""
    found = [
        shown(path, node.lineno)
        for path in first_party()
        for node in ast.walk(tree(path))
        if isinstance(node, ast.Attribute) and node.attr == "isdigit"
    ]
    assert not found, "\n".join(found)


def test_no_function_is_longer_than_50_lines() -> None:
    """HSE-14: here and in the tests."""
    assert not list(measure.long_functions())


def test_no_function_branches_more_than_14_times() -> None:
    """HSE-14: a complexity of fifteen; ruff's C901 counts without conditions within a line, this with them."""
    assert not list(measure.very_complex_functions())


def test_no_file_or_folder_has_a_name_that_says_nothing() -> None:
    assert [shown(path) for path in files(".py") if BANNED & {*path.relative_to(ROOT).parts, path.stem}] == []


def test_nothing_else_stands_beside_the_rooms() -> None:
    """Folders git does not know are nobody's business here."""
    listed = subprocess.run(["git", "ls-files"], cwd=ROOT, capture_output=True, text=True, check=False)
    if listed.returncode:
        pytest.skip("not a git checkout")
    top = {line.split("/")[0] for line in listed.stdout.splitlines() if "/" in line}
    assert {name for name in top if not name.startswith(".")} <= TOP_LEVEL


def test_no_star_imports() -> None:
    starred = [
        shown(path, node.lineno)
        for path in files(".py")
        for node in ast.walk(tree(path))
        if isinstance(node, ast.ImportFrom) and any(alias.name == "*" for alias in node.names)
    ]
    assert not starred, "\n".join(starred)


def test_no_first_party_import_inside_a_function() -> None:
    """Except `AppConfig.ready`, which Django calls when models may be imported."""
    inside = [
        shown(path, node.lineno)
        for path in files(".py")
        for function in ast.walk(tree(path))
        if isinstance(function, (ast.FunctionDef, ast.AsyncFunctionDef)) and function.name != "ready"
        for node in ast.walk(function)
        if any(name.split(".")[0] in (*ROOMS, "tests") for name in imported(node))
    ]
    assert not inside, "\n".join(inside)


def test_no_signals_no_admin_no_thread_locals() -> None:
    barred = ("django.dispatch", "django.db.models.signals", "django.contrib.admin", "threading.local")
    # Only `pre_migrate` knows the plan of a migration before anything is done (SEC-21).
    reviewed = {ROOT / "config" / "apps.py": "django.db.models.signals"}
    found = [
        shown(path, node.lineno)
        for path in first_party()
        for node in ast.walk(tree(path))
        if any(name.startswith(barred) and name != reviewed.get(path) for name in imported(node))
    ]
    assert not found, "\n".join(found)


def test_every_function_says_what_it_takes_and_gives() -> None:
    """Type hints on every signature of the rooms; `self` and `cls` need none."""
    untyped = []
    for path in first_party():
        for node in ast.walk(tree(path)):
            if not isinstance(node, (ast.FunctionDef, ast.AsyncFunctionDef)):
                continue
            named = [
                *node.args.posonlyargs,
                *node.args.args,
                *node.args.kwonlyargs,
                node.args.vararg,
                node.args.kwarg,
            ]
            bare = [arg for arg in named if arg and arg.annotation is None and arg.arg not in ("self", "cls")]
            if bare or node.returns is None:
                untyped.append(f"{shown(path, node.lineno)} {node.name}")
    assert not untyped, "\n".join(untyped)


def test_public_functions_of_services_say_what_they_mean() -> None:
    """A docstring on every public function of law and of the services: meaning, errors, source."""
    silent = [
        f"{shown(path, node.lineno)} {node.name}"
        for path in first_party()
        if path.parts[len(ROOT.parts)] == "law"
        or "services" in (*path.parts, path.stem)
        or "metrics" in path.parts
        for node in tree(path).body
        if isinstance(node, ast.FunctionDef)
        and not node.name.startswith("_")
        and ast.get_docstring(node) is None
    ]
    assert not silent, "\n".join(silent)
