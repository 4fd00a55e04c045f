"""The documents name what the code has."""

import ast
import re
from functools import cache

import pytest
from celery.schedules import crontab
from django.apps import apps
from django.conf import settings
from django.core.management import get_commands
from django.utils.translation import override

from accounts.roles import Role
from campaign.phases import Phase
from casework.kinds import of
from casework.models import WorkflowRecord
from config.celery import app
from tests.architecture.sources import ROOMS, ROOT, calls, dotted, files, first_party

DOCS = ROOT / "docs"
RECORDS = [model for model in apps.get_models() if issubclass(model, WorkflowRecord)]


def read(*parts: str) -> str:
    return ROOT.joinpath(*parts).read_text(encoding="utf-8")


@cache
def hooks() -> set[str]:
    """Every hook some room asks for, without `boundary_work`, which has a function for each moment."""
    asked = (call for path in first_party() for call in calls(path))
    return {
        str(ast.literal_eval(call.args[0]))
        for call in asked
        if dotted(call.func) in ("hooks.functions", "hooks.by_room")
    }


def test_the_index_of_decisions_is_fresh() -> None:
    index = read("docs", "adr", "README.md")
    lines = []
    for path in sorted((DOCS / "adr").glob("[0-9]*.md")):
        text = path.read_text(encoding="utf-8")
        title = re.match(r"# (\d{4}) (.+)", text)
        status = re.search(r"^Status: (\w+)", text, re.MULTILINE)
        assert title and status and path.name.startswith(title[1]), (
            f"{path.name}: «# NNNN Title», «Status: …»"
        )
        assert all(f"## {part}" in text for part in ("Context", "Decision", "Consequences")), path.name
        lines.append(f"| [{title[1]}]({path.name}) | {title[2]} | {status[1]} |")
    listed = [line for line in index.splitlines() if line.startswith("| [")]
    assert listed == lines, "\n".join(["docs/adr/README.md should list:", *lines])


def test_every_environment_variable_is_explained() -> None:
    read_by_settings = set(re.findall(r"env(?:\.\w+)?\(\s*\"([A-Z_]+)\"", read("config", "settings.py")))
    read_by_settings |= set(re.findall(r"kept_secret\(\"([A-Z_]+)\"", read("config", "settings.py")))
    explained = set(re.findall(r"^\| `([A-Z_]+)` \|", read("docs", "architecture.md"), re.MULTILINE))
    assert explained == read_by_settings


def test_every_room_and_hook_is_explained() -> None:
    text = read("docs", "architecture.md")
    assert all(f"| `{room}/` |" in text for room in ROOMS)
    assert all(f"| `{hook}` |" in text for hook in ("kinds", "boundary_work", *hooks()))


def test_every_hook_leads_to_a_function() -> None:
    for config in apps.get_app_configs():
        listed = [path for hook in hooks() for path in getattr(config, hook, ())]
        listed += [path for paths in getattr(config, "boundary_work", {}).values() for path in paths]
        for path in listed:
            module, _dot, name = path.rpartition(".")
            assert callable(getattr(__import__(module, fromlist=[name]), name)), path


@pytest.mark.parametrize("model", RECORDS, ids=lambda model: model._meta.label)
def test_the_glossary_has_every_record(model: type[WorkflowRecord]) -> None:
    glossary = read("docs", "glossary.md")
    with override("zh-hans"):
        assert f"`{model._meta.label}`" in glossary
        assert str(of(model).label) in glossary


def test_the_glossary_has_every_role_and_phase() -> None:
    glossary = read("docs", "glossary.md")
    for entry in (*Role, *Phase):
        assert re.search(rf"^\| {entry.label} \| `{entry.value}`", glossary, re.MULTILINE), entry


def test_links_between_documents_lead_somewhere() -> None:
    broken = []
    for path in files(".md"):
        for target in re.findall(r"\]\((?!https?:|mailto:|#)([^)#]+)", path.read_text(encoding="utf-8")):
            if not (path.parent / target).exists():
                broken.append(f"{path.relative_to(ROOT)}: {target}")
    assert not broken, "\n".join(broken)


def test_the_version_is_the_changelogs() -> None:
    newest = re.search(r"^## (\d+\.\d+\.\d+)", read("CHANGELOG.md"), re.MULTILINE)
    assert newest and newest[1] == settings.VERSION


def test_every_file_a_contributor_is_sent_to_exists() -> None:
    named = re.findall(r"`((?:[\w.]+/)+[\w.]*)`", read("CONTRIBUTING.md"))
    assert named and not [path for path in named if not (ROOT / path).exists()]


def test_every_command_the_readme_names_exists() -> None:
    text = read("README.md") + read("CONTRIBUTING.md") + read("docs", "architecture.md")
    assert set(re.findall(r"manage\.py (\w+)", text)) <= set(get_commands())
    assert all((ROOT / path).exists() for path in re.findall(r"(?<![\w./])((?:bin|\.ci)/\w+)", text))


def test_every_command_the_operator_is_told_exists() -> None:
    """In blocks, in sentences, and in the first column of the table of commands."""
    text = read("docs", "operations.md") + read("docs", "guide", "operations.md")
    told = set(re.findall(r"(?:^|[`&;/] ?)(?:manage|owner|manage\.py) ([a-z]\w+)", text, re.MULTILINE))
    table = text.partition("## Commands")[2].partition("\n## ")[0]
    for cell in re.findall(r"^\| (`[^|]+)\|", table, re.MULTILINE):
        told |= set(re.findall(r"`([a-z]\w+)", cell))
    assert {"migrate", "restore", "sweep_files", "reset_second_factor"} <= told <= set(get_commands())


def test_the_operator_is_told_what_runs_by_the_clock() -> None:
    """Every hour of beat that is fixed stands in the paragraph «By the clock»."""
    told = read("docs", "operations.md").partition("By the clock (beat)")[2].partition("\n\n")[0]
    runs = [entry["schedule"] for entry in app.conf.beat_schedule.values()]
    fixed = [f"{min(run.hour):02d}:{min(run.minute):02d}" for run in runs if isinstance(run, crontab)]
    assert fixed and not [hour for hour in fixed if hour not in told]


def test_requirements_are_exact() -> None:
    for name in ("requirements.txt", "requirements-dev.txt"):
        for line in read(name).splitlines():
            assert not line or line[0] in "#-" or re.fullmatch(r"[A-Za-z0-9_.-]+==[\w.]+", line), line
