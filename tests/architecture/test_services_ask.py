"""Every service that writes asks for its permission itself (HSE-06): a page, an API, a command and a phone are one door."""

import ast
from collections.abc import Iterator
from functools import cache
from pathlib import Path

from tests.architecture.sources import ROOT, dotted, first_party, shown, tree

# What asks: for a permission, or for the row of a workflow table, which names one; always with `by`.
ASKING = {"require", "perform", "check", "by.may"}
# What other services call as a consequence of an act that asked, with why it is no door of its own.
FOLLOWS: dict[str, str] = {
    "accounts/second_factor.py:count_failure": "one's own sign-in",
    "accounts/second_factor.py:set_up": "one's own telephone",
    "accounts/second_factor.py:verify": "one's own sign-in",
    "accounts/services/__init__.py:change_password": "one's own password",
    "accounts/sessions.py:end_one": "one's own sessions",
    "accounts/sessions.py:end_others": "one's own sessions",
    "campaign/services/targets.py:withdraw_reason": "follows the act on the complaint that gave the reason",
    "inspections/cases/services/acts.py:guard_paper": "writes nothing, it refuses words",
    "inspections/cases/services/acts.py:keep_secret": "writes nothing, it refuses words",
    "inspections/checks/hooks.py:make_case": "the hook of a visit that asked; the cases' service asks again",
    "registry/services/imports.py:conclude": "the job of a list whose start asked, or the command",
    "registry/services/imports.py:record_import": "called by the upload, which asked, or the command",
    "registry/services/towns.py:load_towns": "the command of whoever sets the site up",
}


def services() -> Iterator[tuple[Path, ast.FunctionDef]]:
    """Every public function of the rooms that takes `by`, but for the machinery that carries it."""
    for path in first_party():
        if path.is_relative_to(ROOT / "casework") and path.name != "upkeep.py":
            continue
        for node in tree(path).body:
            if isinstance(node, ast.FunctionDef) and not node.name.startswith("_") and _takes_by(node):
                yield path, node


def _takes_by(node: ast.FunctionDef) -> bool:
    return "by" in {argument.arg for argument in (*node.args.args, *node.args.kwonlyargs)}


def asked(node: ast.FunctionDef) -> set[str]:
    """What a function calls on behalf of `by`: with `by=` or `by` among the arguments, or through `**` of its own."""
    found = set()
    for call in (each for each in ast.walk(node) if isinstance(each, ast.Call)):
        name = dotted(call.func)
        passed = {keyword.arg for keyword in call.keywords} | {dotted(each) for each in call.args}
        if name == "by.may":
            found.add(name)
        elif passed & {"by", None} and not name.startswith("audit."):
            found.add(name.rpartition(".")[2])
    return found


@cache
def asking() -> frozenset[str]:
    """Names of functions that ask, or call one that does on behalf of `by`."""
    bodies: dict[str, set[str]] = {}
    for path in first_party():
        for node in ast.walk(tree(path)):
            if isinstance(node, ast.FunctionDef):
                bodies.setdefault(node.name, set()).update(asked(node))
    found, grew = set(ASKING), True
    while grew:
        more = {name for name, called in bodies.items() if called & found} - found
        grew, found = bool(more), found | more
    return frozenset(found)


def test_HSE_06_every_service_asks() -> None:
    silent = {f"{shown(path)}:{node.name}" for path, node in services() if not asked(node) & asking()}
    assert silent == set(FOLLOWS), "\n".join(sorted(silent ^ set(FOLLOWS)))


def test_there_are_services_to_ask() -> None:
    assert sum(1 for _service in services()) > 90
