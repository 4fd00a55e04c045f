"""The papers of a case as they were issued, and how those that had to reached the party."""

from datetime import date
from functools import cache
from typing import Any

from accounts.models import User
from casework.models import Delivery, Paper, Way
from casework.paper_kinds import kind_of
from casework.paper_table import PaperState
from casework.papers import content
from inspections.cases.models import Case
from rehearsal.benchmarks.stock.district import District
from rehearsal.benchmarks.stock.trail import instant, type_of

# A paper and the field with the day it was issued; `{}` is the kind of the decision.
PAPERS = (
    ("filing_approval", "filed_on"),
    ("enquiry_record", "investigated_on"),
    ("investigation_report", "investigated_on"),
    ("legal_review_opinion", "reviewed_on"),
    ("{}_notice", "notified_on"),
    ("{}_decision", "decided_on"),
    ("closing_approval", "closed_on"),
    ("file_cover", "archived_on"),
)
VERSION = "bench"
WORDS = (
    "经查，该单位用工期间存在违反劳动保障法律法规的行为，有考勤记录、工资支付台账和询问笔录等证据在卷佐证。"
    * 3
)


def write_papers(
    district: District,
    case: int,
    *,
    kind: str,
    serial: int,
    party: str,
    dates: dict[str, date],
    seats: list[User],
) -> dict[str, int]:
    """Write those the case has come to by its `dates`; returns their keys by kind of paper."""
    written: dict[str, int] = {}
    for pattern, field in PAPERS:
        day, code = dates.get(field), pattern.format(kind)
        if day is None:
            continue
        title, said, digest, is_served = _printed(code)
        delivered = day if is_served and (code.endswith("_notice") or "served_on" in dates) else None
        written[code] = district.shelf.add(
            Paper,
            content_type_id=type_of(Case),
            object_id=case,
            kind=code,
            title=title,
            party=party,
            number=f"{title}〔{day.year}〕第{serial}号",
            place=len(written) + 1,
            content=said,
            template_version=VERSION,
            digest=digest,
            issued_on=day,
            issued_by_id=seats[1].pk,
            drafted_by_id=seats[0].pk,
            delivered_on=delivered,
            state=PaperState.ISSUED,
            state_since=instant(day),
        )
        if delivered:
            district.shelf.add(
                Delivery,
                paper_id=written[code],
                way=Way.DIRECT,
                done_on=delivered,
                effective_on=delivered,
                entered_at=instant(delivered),
            )
    return written


@cache
def _printed(code: str) -> tuple[str, dict[str, Any], str, bool]:
    """Title and content of a kind, its digest, and whether it has to reach the party."""
    kind = kind_of(code)
    title = str(kind.title)
    said: Any = {
        "kind": code,
        "title": title,
        "sheet": "form",
        "body": "青岛西海岸新区人力资源和社会保障局",
        "number": "",
        "to": "",
        "blocks": [{"name": f"field{place}", "label": f"栏目{place}", "value": WORDS} for place in range(3)],
        "signers": [],
        "seal": True,
        "date": "2021-06-01",
        "copies": 2,
        "file": "",
        "annexes": [],
    }
    return title, said, content.digest(said, VERSION), kind.is_served
