"""docs/rules.md, written from the tables themselves: what may happen, who may do it, how long it may take."""

import tomllib
from collections.abc import Iterable, Iterator
from itertools import groupby
from typing import Any

from django.conf import settings
from django.utils.translation import override

from accounts.roles import PERMISSIONS, Role, roles_with
from campaign.phases import Phase
from casework.kinds import Kind, moving
from casework.table import NEW, SAME, Clock, Row, Workflow
from law.norms import NORMS, Norm
from law.policies import POLICIES
from law.terms import TERMS, Term

HEAD = """# Rules

Written by `manage.py write_rules` from the workflow tables, the clocks, the time limits and the role table; a test fails
when this page is stale. Change the table, then write it again. English names are what you search for in the code; Chinese
is what users read.
"""
PLAN = (
    "An act off its phase needs a reason; a **strict** one is refused until the phase opens. In the gaps between phases "
    "nothing is refused."
)
NO_PLAN = "No phase of the campaign limits it."
TERMS_HEAD = (
    "The day of the event is not counted. Which version applies is decided by the day the clock starts; a running clock "
    "keeps its version.\n"
)


def rules_page() -> str:
    """The whole page as Markdown."""
    with override("zh-hans"):
        parts = [
            HEAD,
            *_who(),
            *(part for kind in moving() for part in _record(kind)),
            *_terms(),
            *_policies(),
            *_norms(),
            *_scenarios(),
        ]
    return "\n".join(parts).rstrip() + "\n"


def _who() -> Iterator[str]:
    yield "## Who may do what\n"
    yield "A user has one role. The software asks for a permission, never for a role (`accounts/roles.py`).\n"
    yield from _table(("role", "角色"), ((f"`{role.value}`", role.label) for role in Role))
    for label, group in groupby(PERMISSIONS, key=lambda permission: permission.partition(".")[0]):
        yield f"### {label}\n"
        yield from _table(("permission", "held by"), ((f"`{name}`", _roles(name)) for name in group))


def _record(kind: Kind) -> Iterator[str]:
    table: Workflow = kind.model_class.workflow
    yield f"## {kind.label} — `{kind.model}`\n"
    ends = [f"{table.states(state).label} (`{state}`)" for state in table.final]
    plan = PLAN if any(row.phases for row in table.rows) else NO_PLAN
    yield f"Ends: {'、'.join(ends) or '—'}. {plan}\n"
    yield from _table(
        ("action", "操作", "kind", "from", "to", "who", "phases", "only if", "not by who did"),
        (_row(row, table) for row in table.rows),
    )
    if table.unclocked:
        yield from _table(
            ("state without a clock", "why"),
            ((_state(table, state), why) for state, why in table.unclocked.items()),
        )
    if kind.model_class.clocks:
        heads = ("clock", "时限", "starts", "stops", "no longer owed", "how long", "extended by")
        yield from _table(heads, map(_clock, kind.model_class.clocks))


def _row(row: Row, table: Workflow) -> tuple[str, ...]:
    phases = "、".join(str(Phase(phase).label) for phase in row.phases)
    return (
        f"`{row.action}`",
        str(row.label),
        f"{row.kind}, final" if row.is_final else str(row.kind),
        "、".join(_state(table, state) for state in row.sources),
        _target(row, table),
        _roles(row.permission) if row.permission else "follows from another act",
        phases + (" (**strict**)" if row.strict else ""),
        " ".join(f"`{guard.code}`" for guard in row.guards),
        _names(row.four_eyes),
    )


def _target(row: Row, table: Workflow) -> str:
    if row.target == SAME:
        return "stays"
    return f"where it was, in `{row.back_to}`" if row.back_to else _state(table, row.target)


def _clock(clock: Clock) -> tuple[str, ...]:
    how_long = f"day set in `{clock.due_from}`" if clock.due_from else f"term `{clock.term or clock.code}`"
    extended = ", ".join(
        f"`{action}`" + (f" → `{term}`" if term else "")
        for action, term in (*clock.extends.items(), *clock.extended_to.items())
    )
    starts = _names(clock.starts) + (f" if `{clock.when}`" if clock.when else "")
    voids = _names(clock.voids)
    if clock.pauses:
        voids += f"; stands still from {_names(clock.pauses)} to {_names(clock.resumes)}"
    return (
        f"`{clock.code}`", str(clock.label), starts, _names(clock.stops), voids,
        how_long, extended,
    )  # fmt: skip


def _terms() -> Iterator[str]:
    yield "## Time limits (`law/term_table.py`)\n"
    yield TERMS_HEAD
    yield from _table(
        ("term", "期限", "from", "length", "in force", "source", "to be confirmed"), map(_term, TERMS)
    )


def _term(term: Term) -> tuple[str, ...]:
    since = term.in_force_from.isoformat() if term.in_force_from.year > 1 else ""
    until = term.in_force_until.isoformat() if term.in_force_until else ""
    code = f"`{term.code}`" + (f" if `{term.when}`" if term.when else "")
    in_force = f"{since} – {until}" if since or until else "always"
    return code, term.label, term.event, term.length, in_force, term.citation, term.doubt


def _policies() -> Iterator[str]:
    yield "## Local values (`law/policies.py`)\n"
    yield "Numbers the law leaves to us; changed on a page by who holds `casework.change_policy`, from a day on.\n"
    rows = (
        (f"`{code}`", policy.label, str(policy.default), policy.reason) for code, policy in POLICIES.items()
    )
    yield from _table(("policy", "名称", "default", "why"), rows)


def _norms() -> Iterator[str]:
    yield "## Penalty norms (`law/norms.toml`)\n"
    yield (
        "Norms of one violation compete and are never added. Sums in yuan, or as multiples of the amount the unit names; "
        "∗ the text says 可以. What is not checked was not read in the text of the law.\n"
    )
    heads = ("norm", "行为", "article", "who", "form", "sum", "unit", "precondition", "in force", "checked")
    yield from _table(heads, map(_norm, NORMS.values()))


def _norm(norm: Norm) -> tuple[str, ...]:
    until = norm.in_force_until.isoformat() if norm.in_force_until else ""
    least, most = norm.low or norm.min, norm.high or norm.max
    span = "–".join(str(each) for each in (least, most) if each is not None)
    return (
        f"`{norm.code}`", norm.label, norm.citation, norm.authorities, norm.form,
        " / ".join(each for each in (str(norm.rate or ""), span) if each) + ("∗" if norm.is_optional else ""),
        norm.unit, norm.precondition, f"{norm.in_force_from.isoformat()} – {until}", "yes" if norm.is_checked else "no",
    )  # fmt: skip


def _scenarios() -> Iterator[str]:
    yield "## Scenarios (`tests/law/scenarios/`)\n"
    yield "What the law answers, as tables a lawyer can read and add to; every one is a test.\n"
    paths = sorted((settings.BASE_DIR / "tests" / "law" / "scenarios").glob("*.toml"))
    rows = [row for path in paths for row in tomllib.loads(path.read_text(encoding="utf-8"))["scenario"]]
    yield from _table(("id", "情形", "asks", "expected", "article"), map(_scenario, rows))


def _scenario(row: dict[str, Any]) -> tuple[str, ...]:
    told = (
        f"{name} {_plain(value)}" for name, value in row["expected"].items() if name not in ("lines", "says")
    )
    return row["id"], row["title"], f"`{row['ask']}`", "; ".join(told), row["article"]


def _plain(value: object) -> str:
    if isinstance(value, list):
        return ", ".join(map(_plain, value)) or "none"
    return {True: "yes", False: "no"}[value] if isinstance(value, bool) else str(value)


def _state(table: Workflow, state: str) -> str:
    return "new" if state == NEW else f"{table.states(state).label} (`{state}`)"


def _roles(permission: str) -> str:
    return "、".join(str(role.label) for role in roles_with(permission)) or "nobody"


def _names(actions: Iterable[str]) -> str:
    return ", ".join(f"`{action}`" for action in actions)


def _table(heads: tuple[str, ...], rows: Iterable[Iterable[Any]]) -> Iterator[str]:
    """A Markdown table; columns that are empty in every row are left out."""
    cells = [[str(cell).replace("|", "\\|").replace("\n", " ") for cell in row] for row in rows]
    kept = [column for column in range(len(heads)) if any(row[column] for row in cells)]
    yield "| " + " | ".join(heads[column] for column in kept) + " |"
    yield "|" + "---|" * len(kept)
    for row in cells:
        yield "| " + " | ".join(row[column] for column in kept) + " |"
    yield ""
