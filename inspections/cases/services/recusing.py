"""Recusal (回避): asked for by the party or declared by the person; the investigation goes on meanwhile (行政处罚法 43)."""

from collections.abc import Collection, Sequence
from datetime import date
from typing import Any

from django.db import transaction
from django.utils.translation import gettext as _

from accounts.models import User
from accounts.roles import Role
from casework.by import By
from casework.models import AuditEntry
from casework.workflow import Refused
from inspections.cases.kinds import DecisionKind, RecusalAsker
from inspections.cases.models import Case, Recusal
from inspections.cases.services import acts
from law import powers
from law.clock import today

GRANTED, REFUSED = "同意", "驳回"


@transaction.atomic
def request_recusal(
    record: Case, *, by: By, person: User, asked_by: str, recusal_reason: str, asked_on: date | None = None
) -> AuditEntry:
    """Write down that `person` is asked to step aside; who decides is said by the law of the day (law.powers).

    Raises `Refused` (person, asked_by, text, asked_on and those of `perform`).
    """
    acts.may(record, "request_recusal", by=by)
    if asked_by not in RecusalAsker.values:
        raise Refused("asked_by", _("请选择是当事人申请还是本人申报。"))
    if not record.takes_part().filter(pk=person.pk).exists():
        raise Refused("person", _("选的人不办理也不审批本案，请另选。"))
    text = acts.written(recusal_reason, _("请写明回避的理由。"))
    day = acts.past_day(asked_on, field="asked_on", since=record.filed_on)
    acts.keep_secret(record, text, by=by)
    # What is not told to be 行政处理 may still end in a penalty.
    is_handling = record.notice is not None and record.notice.kind == DecisionKind.HANDLING
    power = powers.recusal(
        day,
        by_party=asked_by == RecusalAsker.PARTY,
        in_penalty_case=not is_handling,
        of_leader=person.role == Role.BRIGADE_LEADER,
        of_head=person.role == Role.BUREAU_HEAD,
    )
    asked = Recusal.objects.create(
        case=record,
        person=person,
        asked_by=asked_by,
        reason=text,
        asked_on=day,
        office=power.office,
        citation=power.citation,
    )
    return acts.act(
        record,
        "request_recusal",
        by=by,
        on=day,
        reason=text,
        recusal=asked,
        note=_("%(who)s，由%(office)s决定") % {"who": person.name, "office": power.office.label},
    )


@transaction.atomic
def decide_recusal(
    record: Case, *, by: By, recusal_decided: str, recusal_why: str, words: acts.Words | None = None
) -> AuditEntry:
    """The brigade's leader decides; granted, the person does nothing more in the case and the leader names another."""
    return _decide(record, "decide_recusal", by=by, decided=recusal_decided, why=recusal_why, words=words)


@transaction.atomic
def decide_recusal_as_head(
    record: Case, *, by: By, recusal_decided: str, recusal_why: str, words: acts.Words | None = None
) -> AuditEntry:
    """The head of the bureau decides: of the leader himself, and from 2021-07-15 on a party's request in a penalty case."""
    return _decide(
        record, "decide_recusal_as_head", by=by, decided=recusal_decided, why=recusal_why, words=words
    )  # fmt: skip


@transaction.atomic
def record_recusal_answer(
    record: Case,
    *,
    by: By,
    recusal_decided: str,
    recusal_why: str,
    recusal_number: str,
    answered_on: date | None = None,
    files: Sequence[Any] = (),
) -> AuditEntry:
    """Write down what the government decided about the head of the bureau: its answer, number and day; `files` are its letter.

    Raises `Refused` (recusal_decided, text, number, answered_on and those of `perform`).
    """
    acts.may(record, "record_recusal_answer", by=by)
    number = acts.written(recusal_number, _("请填写政府决定的文号。"), "number")
    waiting: Any = record.recusal
    day = acts.past_day(answered_on, field="answered_on", since=waiting.asked_on)
    return _decide(
        record, "record_recusal_answer", by=by, decided=recusal_decided, why=recusal_why, number=number, on=day, files=files
    )  # fmt: skip


def _decide(
    record: Case,
    action: str,
    *,
    by: By,
    decided: str,
    why: str,
    words: acts.Words | None = None,
    number: str = "",
    on: date | None = None,
    files: Sequence[Any] = (),
) -> AuditEntry:
    acts.may(record, action, by=by)
    if decided not in (GRANTED, REFUSED):
        raise Refused("recusal_decided", _("请选择同意还是驳回。"))
    text = acts.written(why, _("请写明决定的理由。"))
    given = {"recusal_decided": decided, "recusal_why": text}
    note = f"{decided} {number}".strip()
    entry = acts.act(
        record, action, by=by, on=on, words=words, given=given, reason=text, note=note, files=files
    )
    waiting: Any = record.recusal
    asked = record.recusals.get(pk=waiting.pk)
    asked.decided_on, asked.is_granted, asked.why = on or today(), decided == GRANTED, text
    asked.number = number
    asked.paper = acts.paper_of(entry, "recusal_decision")
    asked.save()
    record.recusal = asked
    return entry


def recused(users: Collection[int], on: date) -> list[tuple[int, int]]:
    """(user, employer) of every recusal that was granted: who stepped aside is not sent there again (hook)."""
    rows = Recusal.objects.filter(person__in=users, is_granted=True, decided_on__lte=on)
    return list(rows.values_list("person_id", "case__employer_id"))
