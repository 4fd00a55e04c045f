"""docs/papers.md, written from the catalogue: every kind of paper, what it looks like, who makes, signs and issues it."""

from collections.abc import Iterator
from itertools import groupby

from django.utils.translation import override

from accounts.roles import roles_with
from casework.kinds import kinds as told
from casework.kinds import moving
from casework.paper_kinds import PaperKind, Sheet, catalogue

HEAD = """# Papers

Written by `manage.py write_rules` from the catalogue of papers; a test fails when this page is stale. Change the kind in
`<room>/papers.py` or `inspections/cases/papers/`, then write it again.

X is the mark of the number (`青西新人社监X字〔YYYY〕第N号`); a paper without one is an internal sheet with the record's number
and its own place in the file. «Made by» is the act that issues it; the others are written by handlers, signed, and issued by
the roles named.
"""
SHEETS = {Sheet.OFFICIAL: "公文", Sheet.BLANK: "填空", Sheet.FORM: "表格", Sheet.RECORD: "笔录"}
COLUMNS = (
    "name",
    "code",
    "X",
    "sheet",
    "served",
    "signed by",
    "made by",
    "issued by",
    "file",
    "copies",
    "basis",
)


def papers_page() -> str:
    """The whole page as Markdown."""
    with override("zh-hans"):
        parts = [HEAD]
        for label, kinds in groupby(catalogue().values(), key=lambda kind: kind.about):
            parts += _table(label, list(kinds))
        return "\n".join(parts)


def _table(label: str, kinds: list[PaperKind]) -> Iterator[str]:
    (named,) = (each.label for each in told() if each.model == label)
    yield f"## {named} · `{label}`\n"
    yield f"| {' | '.join(COLUMNS)} |"
    yield "|---" * len(COLUMNS) + "|"
    for kind in kinds:
        yield f"| {' | '.join(_cells(kind))} |"
    yield ""


def _cells(kind: PaperKind) -> tuple[str, ...]:
    return (
        str(kind.title),
        f"`{kind.code}`",
        kind.mark or "–",
        SHEETS[kind.sheet],
        "yes" if kind.is_served else "–",
        _signed(kind),
        "、".join(f"`{action}`" for action in made_by(kind)) or "–",
        "、".join(str(role.label) for role in roles_with(kind.issued_by)) if kind.issued_by else "–",
        str(kind.file_label),
        str(kind.copies),
        str(kind.basis),
    )


def _signed(kind: PaperKind) -> str:
    if kind.signatures:
        return f"{kind.signatures}" + (" handlers" if kind.signers else "")
    return "named: handlers" if kind.signers else "–"


def made_by(kind: PaperKind) -> list[str]:
    """The acts that make a paper of this kind, of whatever record."""
    rows = (row for each in moving() for row in each.model_class.workflow.rows)
    return list(dict.fromkeys(row.action for row in rows if kind.code in row.papers))
