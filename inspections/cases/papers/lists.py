"""The tables papers carry: the evidence of a case, and the workers who are to be paid."""

from collections.abc import Iterable
from decimal import Decimal
from typing import Any

from django.utils.translation import gettext as _

from casework.models import Attachment
from casework.paper_kinds import Facts, Table
from inspections.cases.kinds import Disposal
from inspections.cases.models import Case, Evidence, WorkerLine
from inspections.cases.papers import spans
from inspections.cases.papers.sources import given
from law.clock import day_of
from law.money import figures

MASKED = 4
NOTHING = Decimal(0)
EVIDENCE = ("编号", "名称", "种类", "份数或页数", "原件/复制件", "来源", "取证时间、地点、取证人")


def evidence(facts: Facts) -> Table:
    """The evidence of the case, each piece with its number; before there is a list of it, the files of the case."""
    listed = list(facts.record.evidence.prefetch_related("taken_by"))
    rows = [_piece(each) for each in listed] or [
        (number, _name(file), "", "", "", file.uploaded_by.name if file.uploaded_by else "", spans.day(day_of(file.uploaded_at)))
        for number, file in enumerate(_files(facts), start=1)
    ]  # fmt: skip
    return Table(EVIDENCE, rows)


def _piece(each: Evidence) -> tuple[object, ...]:
    takers = "、".join(person.name for person in each.taken_by.all())
    taken = "，".join(
        filter(None, (spans.day(each.taken_on) if each.taken_on else "", each.taken_place, takers))
    )
    original = _("原件") if each.is_original else _("复制件")
    return (each.number, each.name, each.get_kind_display(), each.pages or "", original, each.source, taken)


def evidence_summary(facts: Facts) -> str:
    """Its names in a row, for papers that are served."""
    return "、".join([each.name for each in facts.record.evidence.all()] or map(_name, _files(facts)))


def evidence_count(facts: Facts) -> str:
    count = facts.record.evidence.count() or len(_files(facts))
    return _("%(count)s件") % {"count": count} if count else ""


def _files(facts: Facts) -> list[Any]:
    return list(facts.record.attachments.select_related("uploaded_by").order_by("uploaded_at", "pk"))


def _name(file: Attachment) -> str:
    return str(file.label or file.name.rsplit(".", 1)[0])


DISPOSED = ("编号", "名称", "页数", "怎样处理", "交给", "说明")


def _chosen(facts: Facts) -> list[Evidence]:
    """The pieces an act deals with, by their numbers."""
    numbers = [int(number) for number in given(facts, "pieces") or ()]
    return list(facts.record.evidence.filter(number__in=numbers).select_related("preserved"))


def disposed(facts: Facts) -> Table:
    """What becomes of each piece that was registered and kept (行政处罚法 56)."""
    how = given(facts, "disposal")
    told = (Disposal(how).label if how else "", given(facts, "receiver"), given(facts, "disposal_note"))
    return Table(DISPOSED, [(each.number, each.name, each.pages, *told) for each in _chosen(facts)])


def preserved_under(facts: Facts) -> str:
    """The numbers of the notices under which they were kept, each once."""
    notices: Iterable[Any] = (each.preserved for each in _chosen(facts))
    return "、".join(dict.fromkeys(notice.number for notice in notices if notice is not None))


WORKERS = (
    "序号", "姓名", "证件号", "期间", "应发", "已发", "欠额", "其中加班费/最低工资差额/经济补偿", "加付比例", "加付金额",
    "领取方式", "签收/凭证",
)  # fmt: skip


def has_workers(case: Case) -> bool:
    """Whether the case has a list of workers to be paid."""
    return bool(case.workers.exists())


def workers_table(facts: Facts) -> Table:
    """The workers who are to be paid, their numbers masked as on a served copy, with the sum of every column."""
    lines = list(facts.record.workers.all())
    sums = [
        sum((getattr(line, name) or NOTHING for line in lines), NOTHING)
        for name in ("owed", "paid", "missing", "extra")
    ]
    owed, paid, missing, extra = map(figures, sums)
    total = (_("合计"), "", "", "", owed, paid, missing, "", "", extra, "", "")
    return Table(WORKERS, [_line(each) for each in lines], total if lines else ())


def _line(each: WorkerLine) -> tuple[object, ...]:
    part = sum(
        (amount or NOTHING for amount in (each.overtime, each.minimum_wage, each.compensation)), NOTHING
    )
    rate = f"{each.extra_rate}%" if each.extra_rate else ""
    period = spans.between(each.starts_on, each.ends_on)
    amounts = [figures(amount or NOTHING) for amount in (each.owed, each.paid, each.missing, part)]
    return (
        each.place,
        each.name,
        masked(each.identity),
        period,
        *amounts,
        rate,
        figures(each.extra) if each.extra else "",
        "",
        "",
    )


def masked(number: str) -> str:
    """An identity number as a served copy shows it: its last four characters."""
    number = number.strip()
    return "*" * max(0, len(number) - MASKED) + number[-MASKED:]
