"""How a paper reached somebody, and from which day that counts (PAPERS 1.8).

A delivery is an act of the record the paper is about: only `casework.workflow.perform` moves its clocks.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from datetime import date, time
from typing import Any

from django.utils.translation import gettext as _

from casework import attachments
from casework.by import By
from casework.models import Attachment, Delivery, Paper, Way
from casework.paper_table import PaperState
from casework.workflow import Happening, Refused
from law import service
from law.clock import now, today


@dataclass(frozen=True, kw_only=True)
class Delivered:
    """What the 送达回证 says."""

    way: str
    addressee: str = ""
    done_on: date | None = None
    done_at: time | None = None
    place: str = ""
    receiver: str = ""
    relation: str = ""
    refusal: str = ""
    witness: str = ""
    carrier: str = ""
    servers: Sequence[Any] = ()
    files: Sequence[Attachment] = ()

    @property
    def words(self) -> tuple[str, ...]:
        """What was typed."""
        return (self.place, self.receiver, self.relation, self.refusal, self.witness, self.carrier)

    @property
    def day(self) -> date:
        return self.done_on or today()


def errors(paper: Paper, told: Delivered) -> dict[str, str]:
    """What is wrong with it, by field: each way has facts of its own (民事诉讼法 84–92, 87–95; 青岛 32, 33)."""
    if paper.state not in (PaperState.ISSUED, PaperState.REPLACED) or not paper.is_served:
        return {"papers": _("请选择已签发、须送达的文书。")}
    if told.addressee and told.addressee not in (paper.addressees or [paper.party]):
        return {"addressee": _("这份文书不是写给这个人的，请核对受送达人。")}
    if told.way not in Way.values:
        return {"way": _("请选择送达方式。")}
    issued = paper.issued_on
    if told.day > today() or (issued is not None and told.day < issued):
        days = {"since": issued.isoformat() if issued else "", "until": today().isoformat()}
        return {"done_on": _("送达日期须在签发之日 %(since)s 到今天 %(until)s 之间，请核对。") % days}
    return _FACTS[Way(told.way)](paper, told)


def all_errors(papers: Iterable[Paper], told: Delivered) -> dict[str, str]:
    """The same of papers that were handed over together: what is wrong with one of them, the first sentence of each field."""
    found: dict[str, str] = {}
    for paper in papers:
        found = {**errors(paper, told), **found}
    return found


def _direct(paper: Paper, told: Delivered) -> dict[str, str]:
    return {} if told.receiver.strip() else {"receiver": _("请写明签收人；拒绝签收的请改选留置送达。")}


def _left(paper: Paper, told: Delivered) -> dict[str, str]:
    wrong = {} if told.refusal.strip() else {"refusal": _("留置送达须写明拒收事由。")}
    if not told.witness.strip() and not told.files:
        wrong["witness"] = _("留置送达须有见证人，或者上传照片、录像记录送达过程（民事诉讼法）。")
    return wrong


def _by_post(paper: Paper, told: Delivered) -> dict[str, str]:
    return {} if told.carrier.strip() else {"carrier": _("请填写邮寄单号；送达日期以回执上的签收日期为准。")}


def _by_notice(paper: Paper, told: Delivered) -> dict[str, str]:
    if not told.carrier.strip():
        return {"carrier": _("请写明公告刊登的载体；多处刊登的，送达日期填最后一处的日期。")}
    return {} if told.refusal.strip() else {"refusal": _("公告送达须写明此前用其他方式没有送达的经过。")}


def _electronic(paper: Paper, told: Delivered) -> dict[str, str]:
    confirmed = Paper.objects.filter(
        content_type=paper.content_type_id, object_id=paper.object_id, kind="delivery_address", state=PaperState.ISSUED
    )  # fmt: skip
    if not confirmed.exists():
        return {
            "way": _("没有当事人签的送达地址确认书，不能电子送达（行政处罚法第六十一条），请改用其他方式。")
        }
    return {} if told.carrier.strip() else {"carrier": _("请填写确认书上约定的电子地址。")}


_FACTS = {
    Way.DIRECT: _direct, Way.LEFT: _left, Way.ENTRUSTED: _direct, Way.POST: _by_post, Way.NOTICE: _by_notice,
    Way.ELECTRONIC: _electronic,
}  # fmt: skip


def require_right(papers: Iterable[Paper], told: Delivered) -> None:
    """Raise `Refused` for the first field with something wrong; the code is the field's name."""
    for field, sentence in all_errors(papers, told).items():
        raise Refused(field, sentence)


def record_deliveries(papers: Sequence[Paper], told: Delivered, *, by: By) -> list[Delivery]:
    """Write down that papers were handed over together; the receipt and the pictures lie with the first of them."""
    return [
        record_delivery(paper, told if place == 0 else replace(told, files=()), by=by)
        for place, paper in enumerate(papers)
    ]


def record_delivery(paper: Paper, told: Delivered, *, by: By) -> Delivery:
    """Write one delivery down. Called by the act of the record that passes `happenings` of it to `perform`."""
    effect = service.effective(told.way, told.day)
    delivery = Delivery.objects.create(
        paper=paper,
        addressee=told.addressee,
        way=told.way,
        done_on=told.day,
        done_at=told.done_at,
        effective_on=effect.on,
        explanation=[str(line) for line in effect.explanation],
        entered_by_id=by.actor.pk if by.actor is not None else None,
        entered_at=now(),
        **{name: getattr(told, name).strip() for name in _WORDS},
    )
    delivery.servers.set(told.servers)
    attachments.adopt(list(told.files), paper)
    paper.delivered_on = reached_on(paper, "effective_on")
    Paper.objects.filter(pk=paper.pk).update(delivered_on=paper.delivered_on)
    return delivery


def reached_on(paper: Paper, column: str, before: Delivery | None = None) -> date | None:
    """The first day by which it had reached everybody it is addressed to, by a `column` of its deliveries; None before that.

    As it was `before` a delivery was written down. Who had it earlier loses nothing: no period of the party ends sooner than
    the law lets it.
    """
    told = paper.deliveries.all() if before is None else paper.deliveries.exclude(pk=before.pk)
    done = list(told.order_by().values_list("addressee", column))
    firsts: list[date] = []
    for name in paper.addressees or [""]:
        days = [day for whom, day in done if whom in ("", name)]
        if not days:
            return None
        firsts.append(min(days))
    return max(firsts)


_WORDS = ("place", "receiver", "relation", "refusal", "witness", "carrier")


def happenings(delivery: Delivery) -> list[Happening]:
    """What clocks may name of a delivery: that it was done (`handed:<kind>`), and from when it counts (`delivered:<kind>`).

    Nothing as long as it has not reached everybody the paper is addressed to, nor where it reached the party before: once
    more changes nothing.
    """
    paper = delivery.paper
    counts = reached_on(paper, "effective_on")
    if counts is None or counts == reached_on(paper, "effective_on", before=delivery):
        return []
    handed = reached_on(paper, "done_on") or delivery.done_on
    return [
        Happening(f"handed:{paper.kind}", handed, paper),
        Happening(f"delivered:{paper.kind}", counts, paper),
    ]


def waiting(record: Any) -> list[Paper]:
    """The papers of a record that still have to reach somebody, oldest first; no query where `papers` are loaded."""
    return [paper for paper in record.papers.all() if paper.waits_for_delivery]
