"""There is one way to change a state, one way to reach rows, one clock. What goes around is found by `ways_around`."""

import re
from collections.abc import Callable, Iterator
from pathlib import Path

from tests.architecture import ways_around
from tests.architecture.sources import ROOT, files, first_party, shown, tree

# Reviewed: what looks like a way around and is none. A file with why; it goes when it is needed no more.
SETS_NAMED_FIELDS = {
    "accounts/services/__init__.py": "facts of an account, checked against FACTS",
    "campaign/services/plans.py": "facts of a plan; a campaign has no state",
    "casework/acts.py": "a correction: `perform` is the only one that may name the state, the database refuses it here",
    "casework/deadlines.py": "the next duty of a record",
    "casework/keys.py": "sealed fields, sealed anew; a state is never sealed",
    "casework/jobs.py": "a job has no workflow",
    "casework/models/record.py": "where the state is refused",
    "casework/workflow.py": "the engine",
    "complaints/services/vault.py": "sealed fields of the vault",
    "registry/services/carrying.py": "keys to an employer, whatever each model calls them",
    "registry/services/employers.py": "facts of an employer, which has no state",
    "registry/services/towns.py": "facts of a town",
    "rehearsal/benchmarks/papers.py": "a setting of the benchmark",
}
# Dictionaries that are the same for every reader, and accounts, whose names are checked to be free.
SAME_FOR_ALL = {"Category", "PolicyValue", "Town", "User", "WorkdayOverride"}
# Modules whose business rows are; what runs by itself or plays the campaign sees all of them.
OF_ROWS = {"services", "querysets", "metrics", "models", "tasks", "commands", "rehearsal"}
SEES_ALL = {
    "campaign/dossier.py": "entries about targets that were scoped a line before",
    "complaints/boundaries.py": "the system, at a boundary of the campaign",
    "complaints/confidentiality.py": "the rule itself who may know",
    "config/in_use.py": "whether anybody worked here at all; a number for the one at the console",
    "config/ways_back.py": "which tables a way back would empty, at the console",
    "desk/administrators.py": "numbers of the audit administrator",
    "desk/worklist.py": "what the reader did himself",
    "inspections/cases/checks_hook.py": "asked by the service of visits",
    "inspections/cases/complaints_hook.py": "asked by the services of complaints",
    "inspections/cases/dossier.py": "of the one complaint or inspection whose page it is",
    "inspections/cases/enclosed.py": "of the one case whose file it is",
    "inspections/checks/frequency.py": "how often the law lets somebody inspect counts for all",
    "registry/recent.py": "what the reader did himself",
    "registry/bulk.py": "the import",
    "registry/eligibility.py": "who may not handle whom counts for all",
    "registry/views/employers.py": "warnings of the employer whose page it is",
    "law/policy.py": "local values are the same for all",
    "law/workdays.py": "the calendar is the same for all",
}
READS_A_NAMED_ROOM = {
    "campaign/services/boundaries.py": "boundary work, told by the rooms in apps.py",
    "casework/deeds.py": "forms and services by the act's name",
    "casework/hooks.py": "hooks, told by the rooms in apps.py",
    "casework/kinds.py": "kinds of records, told by the rooms in apps.py",
    "rehearsal/benchmarks/admin.py": "the floor of the benchmark",
}
# These measure machine time, which a rehearsal must not bend: the beat of a running job, the end of a lock, a telephone's codes.
MACHINE_TIME = {
    "accounts/lockouts.py": "the end of a lock",
    "accounts/second_factor.py": "a telephone's codes",
    "casework/jobs.py": "the beat of a running job",
    "law/clock.py": "the clock",
}


def found_by(rule: Callable[[Path], Iterator[tuple[int, str]]], *reviewed: str) -> list[str]:
    """What a rule finds in the house, but for the reviewed files and folders; a reviewed one it finds nothing in is told too."""
    found, used = [], set()
    for path in first_party():
        place = str(path.relative_to(ROOT))
        known = next((each for each in reviewed if place == each or place.startswith(f"{each}/")), None)
        for line, what in rule(path):
            if known:
                used.add(known)
            else:
                found.append(f"{shown(path, line)} {what}")
    return found + [f"{each}: reviewed, but nothing is found there" for each in set(reviewed) - used]


def test_HSE_07_only_the_engine_sets_a_state() -> None:
    found = found_by(lambda path: ways_around.sets_a_state(tree(path)), *SETS_NAMED_FIELDS)
    assert not found, "\n".join(found)


def test_HSE_07_pages_reach_rows_only_through_visible_to() -> None:
    """Outside services, querysets and metrics a query starts with `.visible_to(user)`, or shows a row to the wrong person."""

    def rows(path: Path) -> Iterator[tuple[int, str]]:
        is_page = {"views", "forms", "filters"} & {*path.parts, path.stem}
        if OF_ROWS & {*path.relative_to(ROOT).parts, path.stem} or (
            path.parts[len(ROOT.parts)] == "casework" and not is_page
        ):
            return iter(())
        found = ways_around.reaches_rows(tree(path))
        return (each for each in found if each[1].split(".")[0] not in SAME_FOR_ALL)

    found = found_by(rows, *SEES_ALL)
    assert not found, "\n".join(found)


def test_HSE_07_no_room_is_reached_past_its_imports() -> None:
    def rooms(path: Path) -> Iterator[tuple[int, str]]:
        return ways_around.reaches_a_room(tree(path), path.relative_to(ROOT).parts[0])

    found = found_by(rooms, *READS_A_NAMED_ROOM)
    assert not found, "\n".join(found)


def test_HSE_07_only_the_clock_knows_the_day() -> None:
    found = found_by(lambda path: ways_around.asks_the_day(tree(path)), *MACHINE_TIME)
    assert not found, "\n".join(found)


def test_HSE_07_templates_carry_no_style_and_no_script_of_their_own() -> None:
    """The content security policy would drop them silently."""
    found = [
        f"{shown(path, line)} {what}"
        for path in files(".html", under=("templates",))
        for line, what in ways_around.runs_inline(path.read_text(encoding="utf-8"))
    ]
    assert not found, "\n".join(found)


def test_HSE_07_templates_ask_for_no_rows_of_everybody() -> None:
    """A template names no scope: rows come to it scoped, or belong to a record that was reached already."""
    found = [
        f"{shown(path, line)} {what}"
        for path in files(".html", under=("templates",))
        for line, what in ways_around.reaches_rows_in_a_page(path.read_text(encoding="utf-8"))
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
