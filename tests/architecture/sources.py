"""The files of the house, as these tests read them."""

import ast
import os
from collections.abc import Iterator
from functools import cache
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
ROOMS = (
    "law", "casework", "accounts", "registry", "campaign", "findings", "complaints", "inspections", "reports", "desk",
    "rehearsal", "config",
)  # fmt: skip
LEFT_OUT = {".venv", "var", "node_modules", "vendor", ".git", "__pycache__"}


@cache
def files(*suffixes: str, under: tuple[str, ...] = ()) -> tuple[Path, ...]:
    """Every file with one of the suffixes below the folders `under` (by default the whole project), but not vendored ones."""
    found = (path for name in under or ("",) for path in _below(ROOT / name))
    return tuple(sorted(path for path in found if path.suffix in suffixes))


@cache
def _below(folder: Path) -> tuple[Path, ...]:
    found = []
    for place, folders, names in os.walk(folder):
        folders[:] = [name for name in folders if name not in LEFT_OUT]
        found += [Path(place, name) for name in names]
    return tuple(found)


def first_party() -> tuple[Path, ...]:
    """Python modules of the rooms, without migrations."""
    return tuple(path for path in files(".py", under=ROOMS) if "migrations" not in path.parts)


@cache
def tree(path: Path) -> ast.Module:
    return ast.parse(path.read_text(encoding="utf-8"))


def shown(path: Path, line: int = 0) -> str:
    return f"{path.relative_to(ROOT)}:{line}" if line else str(path.relative_to(ROOT))


def calls(path: Path) -> Iterator[ast.Call]:
    return (node for node in ast.walk(tree(path)) if isinstance(node, ast.Call))


def dotted(node: ast.AST) -> str:
    """`a.b.c` of an attribute chain; calls inside it count by what they call."""
    if isinstance(node, ast.Attribute):
        return f"{dotted(node.value)}.{node.attr}"
    if isinstance(node, ast.Call):
        return dotted(node.func)
    return node.id if isinstance(node, ast.Name) else ""


def imported(node: ast.AST) -> list[str]:
    """The modules an import statement names."""
    if isinstance(node, ast.Import):
        return [alias.name for alias in node.names]
    if isinstance(node, ast.ImportFrom):
        return [node.module or ""]
    return []


def module_of(path: Path) -> str:
    """The dotted name by which a file is imported."""
    return ".".join(path.relative_to(ROOT).with_suffix("").parts).removesuffix(".__init__")


@cache
def imports() -> dict[str, set[str]]:
    """Each module of the rooms with the modules of the rooms it imports, also those it imports for their types only."""
    modules = {module_of(path): path for path in first_party()}
    return {name: set(_imported_by(path, set(modules))) - {name} for name, path in modules.items()}


def _imported_by(path: Path, modules: set[str]) -> Iterator[str]:
    """Of `from package import module` the module, not the package."""
    for node in ast.walk(tree(path)):
        for name in imported(node):
            inside = [f"{name}.{alias.name}" for alias in getattr(node, "names", ())]
            found = modules.intersection(inside) if isinstance(node, ast.ImportFrom) else ()
            yield from found or modules.intersection([name])
