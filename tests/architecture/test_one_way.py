"""There is one way to change a state, one way to reach rows, one clock."""

import ast
import re

from tests.architecture.sources import ROOT, calls, dotted, files, first_party, shown, tree

ENGINE = ROOT / "casework" / "workflow.py"
# First words of a query that may stand in a page: scoped rows, people who may act, the running campaign, what belongs to a
# record already reached, employers by name (which narrows rows that are scoped themselves), nothing at all.
STARTS = {"visible_to", "with_permission", "current", "about", "search", "none"}
# Dictionaries that are the same for every reader, and accounts, whose names are checked to be free.
SAME_FOR_ALL = {"Category", "PolicyValue", "Town", "User", "WorkdayOverride"}
CLOCK = ROOT / "law" / "clock.py"
# These measure machine time, which a rehearsal must not bend: the beat of a running job, the end of a lock, a telephone's codes.
MACHINE_TIME = {
    ROOT / "casework" / "jobs.py",
    ROOT / "accounts" / "lockouts.py",
    ROOT / "accounts" / "second_factor.py",
}
READS_THE_CLOCK = {
    "datetime.now", "datetime.utcnow", "datetime.today", "date.today", "datetime.datetime.now", "datetime.date.today",
    "timezone.now", "timezone.localdate", "timezone.localtime", "localdate", "time.time", "time.localtime",
}  # fmt: skip


def test_only_the_engine_assigns_a_state() -> None:
    assigned = []
    for path in first_party():
        if path == ENGINE:
            continue
        for node in ast.walk(tree(path)):
            targets = node.targets if isinstance(node, ast.Assign) else [getattr(node, "target", None)]
            if any(
                isinstance(target, ast.Attribute) and target.attr == "state" for target in targets if target
            ):
                assigned.append(shown(path, node.lineno))
        for call in calls(path):
            if dotted(call.func).endswith(".update") and any(word.arg == "state" for word in call.keywords):
                assigned.append(shown(path, call.lineno))
            if dotted(call.func) == "setattr" and _second_is(call, "state"):
                assigned.append(shown(path, call.lineno))
    assert not assigned, "\n".join(assigned)


def test_pages_reach_rows_only_through_visible_to() -> None:
    """In views, forms and filters a query starts with `.visible_to(user)`, or cannot show a row to the wrong person."""
    start = re.compile(r"(\w+)(?:\(\))?\s*\.(?:objects|_default_manager|_base_manager)\b\s*(?:\.(\w+))?")
    bare = []
    for path in first_party():
        if not {"views", "forms", "filters"} & {*path.parts, path.stem}:
            continue
        text = path.read_text(encoding="utf-8")
        for found in start.finditer(text):
            model, method = found.groups()
            if method not in STARTS and model not in SAME_FOR_ALL:
                bare.append(f"{shown(path, text.count(chr(10), 0, found.start()) + 1)} {found[0]}")
    assert not bare, "\n".join(bare)


def test_only_the_clock_knows_the_day() -> None:
    asked = [
        f"{shown(path, call.lineno)} {dotted(call.func)}"
        for path in first_party()
        if path != CLOCK and path not in MACHINE_TIME
        for call in calls(path)
        if dotted(call.func) in READS_THE_CLOCK
    ]
    assert not asked, "\n".join(asked)


def test_templates_carry_no_style_and_no_script_of_their_own() -> None:
    """The content security policy would drop them silently."""
    inline = re.compile(r"<style|\sstyle=|\son[a-z]+=\"|<script(?![^>]*\ssrc=)|javascript:", re.IGNORECASE)
    found = [
        shown(path, number)
        for path in files(".html", under=("templates",))
        for number, line in enumerate(path.read_text(encoding="utf-8").splitlines(), start=1)
        if inline.search(line)
    ]
    assert not found, "\n".join(found)


def test_nothing_comes_from_another_host() -> None:
    """Only links a person follows may leave the site; nothing is loaded from elsewhere."""
    loads = re.compile(r"<(?:script|link|img|iframe|source)[^>]*(?:src|href)=\"(?:https?:)?//", re.IGNORECASE)
    imports = re.compile(r"url\(\s*['\"]?(?:https?:)?//|@import\s+['\"](?:https?:)?//")
    found = [
        shown(path)
        for path in files(".html", ".css", under=("templates", "static"))
        if (loads if path.suffix == ".html" else imports).search(path.read_text(encoding="utf-8"))
    ]
    assert not found, "\n".join(found)


CHINESE = re.compile(r"[\u4e00-\u9fff]")


def test_texts_of_templates_can_be_translated() -> None:
    """Chinese stands inside translate tags, or in filters' arguments wrapped with _()."""
    wrapped = re.compile(
        r"{% comment %}.*?{% endcomment %}|{#.*?#}|{% blocktranslate.*?{% endblocktranslate %}|{%.*?%}|{{.*?}}",
        re.DOTALL,
    )
    found = []
    for path in files(".html", under=("templates",)):
        text = path.read_text(encoding="utf-8")
        text = text.replace('aria-hidden="true">监<', "><")  # the mark, a picture
        rest = wrapped.sub(lambda match: re.sub(r"[^\n]", "", match[0]), text)
        found += [
            shown(path, number) for number, line in enumerate(rest.splitlines(), 1) if CHINESE.search(line)
        ]
    assert not found, "\n".join(found)


def _second_is(call: ast.Call, name: str) -> bool:
    return len(call.args) > 1 and isinstance(call.args[1], ast.Constant) and call.args[1].value == name
