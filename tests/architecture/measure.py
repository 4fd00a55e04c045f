"""The counts by which the house is judged: `python -m tests.architecture.measure [--places NAME]`.

Each measure is a function that names the places it counts, so that a count can be looked into: `--places` prints them.
"""

import argparse
import ast
import re
import subprocess
import sys
from collections import Counter
from collections.abc import Callable, Iterable, Iterator
from pathlib import Path

from tests.architecture.sources import ROOMS, ROOT, files, first_party, imported, shown, tree

WIDEST, LONGEST_FILE, LONGEST_FUNCTION = 160, 400, 50
COMPLEX, VERY_COMPLEX = 10, 15
Places = Iterable[str]
BRANCH = (
    ast.If, ast.IfExp, ast.For, ast.AsyncFor, ast.While, ast.ExceptHandler, ast.Assert, ast.match_case,
)  # fmt: skip
Function = ast.FunctionDef | ast.AsyncFunctionDef


def wide_lines() -> Places:
    for path in files(".html", ".css"):
        for number, line in enumerate(path.read_text(encoding="utf-8").splitlines(), 1):
            if len(line) > WIDEST:
                yield f"{shown(path, number)} {len(line)}"


def long_files() -> Places:
    for path in files(".py", ".html", ".js", ".css"):
        lines = len(path.read_text(encoding="utf-8").splitlines())
        if lines > LONGEST_FILE and "migrations" not in path.parts:
            yield f"{shown(path)} {lines}"


def long_functions() -> Places:
    """Here and in the tests."""
    for path, node in _functions(path for path in files(".py") if "migrations" not in path.parts):
        lines = (node.end_lineno or node.lineno) - node.lineno + 1
        if lines > LONGEST_FUNCTION:
            yield f"{shown(path, node.lineno)} {node.name} {lines}"


def complex_functions(above: int = COMPLEX) -> Places:
    """By cyclomatic complexity: one, and one for each way a value, a condition or a loop can branch."""
    for path, node in _functions(first_party()):
        if (branches := 1 + sum(map(_branches, ast.walk(node)))) > above:
            yield f"{shown(path, node.lineno)} {node.name} {branches}"


def very_complex_functions() -> Places:
    return complex_functions(VERY_COMPLEX)


def any_as_a_hint() -> Places:
    """Parameters and results of which the signature says no more than `Any`."""
    for path, node in _functions(first_party()):
        given = (
            *node.args.posonlyargs,
            *node.args.args,
            *node.args.kwonlyargs,
            node.args.vararg,
            node.args.kwarg,
        )
        hints = [node.returns, *(argument.annotation for argument in given if argument)]
        yield from (shown(path, hint.lineno) for hint in hints if hint and _is_name(hint, "Any"))


def any_anywhere() -> Places:
    """`dict[str, Any]` and aliases besides."""
    for path in first_party():
        for node in ast.walk(tree(path)):
            if _is_name(node, "Any"):
                yield shown(path, getattr(node, "lineno", 0))


def sources_in_signatures() -> Places:
    for path, node in _functions(first_party()):
        for argument in (*node.args.posonlyargs, *node.args.args, *node.args.kwonlyargs):
            if argument.arg == "source" and argument.annotation and ast.unparse(argument.annotation) == "str":
                yield f"{shown(path, node.lineno)} {node.name}"


def reasons_by_hand() -> Places:
    return _carried("reason")


def sources_by_hand() -> Places:
    return _carried("source")


def first_party_imports_in_functions() -> Places:
    """Except `AppConfig.ready`, which Django calls when models may be imported."""
    for path, function in _functions(files(".py")):
        for node in ast.walk(function) if function.name != "ready" else ():
            if any(name.split(".")[0] in (*ROOMS, "tests") for name in imported(node)):
                yield shown(path, node.lineno)


def silenced_lines() -> Places:
    """Comments that silence a checker."""
    return _lines(files(".py"), r"#\s*(?:noqa|type:\s*ignore|pragma:\s*no cover)")


def tests_as_nobody() -> Places:
    """Acts of tests that nobody does: allowed for what the system itself does, and only there."""
    return _lines(files(".py", under=("tests",)), r"actor=None|\bSYSTEM\b", but=Path(__file__))


def type_errors() -> Places:
    """What mypy says, the known errors of the baseline among it; room first, so that they can be counted by it."""
    for line in _run(
        "mypy", "--no-error-summary", "--no-pretty", "--hide-error-context", *ROOMS
    ).splitlines():
        if ": error:" in line:
            yield line


def tests_counted() -> Places:
    listed = _run("python", "-m", "pytest", "--collect-only", "-q", "-n", "0", "-p", "no:cacheprovider")
    return [line for line in listed.splitlines() if "::" in line]


MEASURES: dict[str, tuple[str, Callable[[], Places]]] = {
    "wide": (f"lines of templates and styles over {WIDEST} characters", wide_lines),
    "files": (f"files over {LONGEST_FILE} lines", long_files),
    "functions": (f"functions over {LONGEST_FUNCTION} lines", long_functions),
    "complex": (f"functions of a cyclomatic complexity over {COMPLEX}", complex_functions),
    "very-complex": (f"functions of a cyclomatic complexity over {VERY_COMPLEX}", very_complex_functions),
    "any": ("parameters and results hinted as no more than `Any`", any_as_a_hint),
    "any-anywhere": ("`Any` in hints, parts of a hint among them", any_anywhere),
    "source": ("signatures with `source: str`", sources_in_signatures),
    "source-carried": ("`source=source`", sources_by_hand),
    "reason-carried": ("`reason=reason`", reasons_by_hand),
    "imports": ("first-party imports inside a function", first_party_imports_in_functions),
    "silenced": ("lines silenced for a checker (noqa, type: ignore, no cover)", silenced_lines),
    "nobody": ("`actor=None` and `SYSTEM` in tests", tests_as_nobody),
    "types": ("errors of mypy", type_errors),
    "tests": ("tests", tests_counted),
}


def main() -> None:
    asked = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    asked.add_argument(
        "--places", choices=MEASURES, help="print what one measure counts instead of all counts"
    )
    name = asked.parse_args().places
    if name:
        print(*MEASURES[name][1](), sep="\n")
        return
    for each, (meaning, places) in MEASURES.items():
        found = list(places())
        print(f"{len(found):>6}  {each:<15} {meaning}")
        if each == "types":
            rooms = Counter(line.split("/")[0] for line in found)
            print(*(f"{'':>8}{number:>5}  {room}" for room, number in rooms.most_common()), sep="\n")
    code, tests = _length(first_party()), _length(files(".py", under=("tests",)))
    print(f"{tests / code:>6.2f}  {'ratio':<15} lines of tests ({tests}) per line of code ({code})")


def _functions(paths: Iterable[Path]) -> Iterator[tuple[Path, Function]]:
    for path in paths:
        for node in ast.walk(tree(path)):
            if isinstance(node, Function):
                yield path, node


def _branches(node: ast.AST) -> int:
    if isinstance(node, ast.BoolOp):
        return len(node.values) - 1
    if isinstance(node, ast.comprehension):
        return 1 + len(node.ifs)
    return isinstance(node, BRANCH)


def _carried(word: str) -> Iterator[str]:
    """Calls that hand on `word=word`."""
    for path in first_party():
        for node in ast.walk(tree(path)):
            if isinstance(node, ast.keyword) and node.arg == word and _is_name(node.value, word):
                yield shown(path, node.lineno)


def _is_name(node: ast.AST, name: str) -> bool:
    return isinstance(node, ast.Name) and node.id == name


def _lines(paths: Iterable[Path], pattern: str, but: Path | None = None) -> Iterator[str]:
    for path in paths:
        for number, line in enumerate(path.read_text(encoding="utf-8").splitlines(), 1):
            if path != but and re.search(pattern, line):
                yield shown(path, number)


def _length(paths: Iterable[Path]) -> int:
    """Lines that are not empty."""
    return sum(bool(line.strip()) for path in paths for line in path.read_text(encoding="utf-8").splitlines())


def _run(tool: str, *arguments: str) -> str:
    """What a tool of this environment prints; faults it finds are no failure, a call it does not understand is one."""
    script = str(Path(sys.executable).with_name(tool))
    done = subprocess.run([script, *arguments], cwd=ROOT, capture_output=True, text=True, check=False)
    if done.returncode > 1:
        raise SystemExit(f"{tool}: {done.stdout}{done.stderr}")
    return done.stdout


if __name__ == "__main__":
    main()
