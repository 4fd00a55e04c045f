"""What papers read from the papers of the same case: numbers, days of service, words of an earlier one, the index of the file."""

from collections.abc import Callable
from typing import Any

from django.utils.translation import gettext as _

from casework.models import Delivery, Paper
from casework.paper_kinds import Facts, Source, Table
from casework.papers import issuing
from casework.papers.composing import STRUCK
from inspections.cases import enclosed
from inspections.cases.papers import spans
from law import policy
from law.clock import day_of


def newest(facts: Facts, *codes: str) -> Paper | None:
    return facts.once(f"newest {codes}", lambda: issuing.newest(facts.record, *codes))


def number_of(facts: Facts, *codes: str) -> str:
    paper = newest(facts, *codes)
    return paper.number if paper else ""


def numbered(*codes: str) -> Source:
    """The number of the newest paper of one of these kinds; of an internal sheet the day of its issue."""

    def told(facts: Facts) -> str:
        paper = newest(facts, *codes)
        return "" if paper is None else called(paper)

    return told


def called(paper: Paper) -> str:
    return paper.number or f"{paper.title}（{spans.day(paper.issued_on)}）"


def said_in(code: str, name: str) -> Source:
    """What the newest paper of a kind says in one of its fields."""

    def told(facts: Facts) -> str:
        paper = newest(facts, code)
        found = paper.content.get("blocks", ()) if paper else ()
        value = next((each.get("value", "") for each in found if each.get("name") == name), "")
        return "" if value == STRUCK else str(value)

    return told


def delivery(facts: Facts) -> Delivery | None:
    """The delivery written down last."""
    papers = Paper.objects.about(facts.record).ever_issued().values("pk")
    newest = Delivery.objects.filter(paper__in=papers).order_by("-pk")
    return facts.once("delivery", newest.prefetch_related("servers").first)


def delivered(read: Callable[[Any], Any]) -> Source:
    """A column of the delivery written down last."""

    def told(facts: Facts) -> str:
        last = delivery(facts)
        return read(last) if last is not None else ""

    return told


def contents(facts: Facts) -> Table:
    """Every paper of the case in the order of its file, then every stored file, as the index lists them."""
    papers = Paper.objects.about(facts.record).ever_issued().order_by("place", "pk")
    rows = [
        (paper.number, policy.text("document.body", facts.on), paper.title, f"{paper.issued_on:%Y%m%d}", "", remark(paper))
        for paper in papers
    ]  # fmt: skip
    rows += [
        ("", "", each.title, f"{day_of(each.file.uploaded_at):%Y%m%d}", "", _("附件"))
        for each in enclosed.of_case(facts.record)
    ]
    numbered = [(order, *row) for order, row in enumerate(rows, start=1)]
    return Table(("顺序号", "文号", "责任者", "题名", "日期", "页号", "备注"), numbered)


def remark(paper: Paper) -> str:
    return str(paper.paper_kind.file_label)
