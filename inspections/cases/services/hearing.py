"""The party is told and heard (条例 19; 行政处罚法 44–45, 62–65)."""

from collections.abc import Mapping, Sequence
from datetime import date, time
from decimal import Decimal
from typing import Any

from django.db import transaction
from django.utils.translation import gettext as _

from casework.by import By
from casework.models import AuditEntry
from casework.papers import issuing
from casework.workflow import Refused
from inspections.cases import person_rules, rules
from inspections.cases.kinds import NOTICE_PAPERS, RESPONSIBLE, DecisionKind
from inspections.cases.models import Case, Hearing, PersonFine, PriorNotice, Statement
from inspections.cases.services import acts
from inspections.cases.services.deciding import drop_draft
from inspections.cases.workflow import NOTICES
from law import policy
from law.clock import today


def hearing_right(
    proposed_fine: Decimal | None,
    *,
    is_individual: bool,
    is_heavy: bool,
    on: date,
    confiscated: Decimal | None = None,
) -> bool:
    """Whether the party may ask for a hearing (行政处罚法 63, formerly 42): a heavy penalty, or one sum from its threshold on.

    Fine and confiscation (yuan) are compared each by itself, never added. `is_individual`: it is a person, as whoever is
    responsible in a unit and fined beside it, whose threshold is the lower one.
    """
    least = policy.amount("hearing.citizen_fine" if is_individual else "hearing.unit_fine", on)
    return is_heavy or any((each or 0) >= least for each in (proposed_fine, confiscated))


# What a new notice takes back: the party is heard anew on what is told now, and the draft made of the old one is gone.
# What was said before stays in its own rows.
UNHEARD: dict[str, Any] = {"statement": None, "hearing": None, "decision": None}


@transaction.atomic
def give_notice(
    record: Case,
    *,
    by: By,
    notice_kind: str,
    notice_text: str,
    proposed_fine: Decimal | None = None,
    persons: Mapping[str, Decimal | None] | None = None,
    proposed_confiscation: Decimal | None = None,
    is_individual: bool = False,
    is_heavy: bool = False,
    words: acts.Words | None = None,
) -> AuditEntry:
    """Tell the party facts, grounds and what is proposed; its delivery starts the days to be heard and to ask for a hearing.

    Given again (another kind of decision, a higher fine) it takes the place of the first notice and both start over.
    `persons` is what each person responsible is to be fined, by name (yuan). Where one of all the sums gives the right to a
    hearing, everybody is told of it: there is one hearing, and one too many harms nobody.
    `is_heavy`: besides a fine, closing the business, revoking a licence and the like (行政处罚法 63).
    The sums lie inside what the law computes, or the reviewer has passed the deviation in writing (ENF-04).
    Raises `Refused` (text, persons, the field of `rules.notice_errors` and those of `perform`).
    """
    acts.may(record, "give_notice", by=by)
    text = acts.written(notice_text, _("请写明告知的事实、理由、依据和拟作的决定。"))
    fine, confiscated = acts.amount(proposed_fine), acts.amount(proposed_confiscation)
    fines = acts.fines(persons)
    acts.refuse(
        rules.notice_errors(record, kind=notice_kind, fine=fine, confiscated=confiscated)
        | person_rules.first(person_rules.proposed_errors(record, notice_kind, fines))
    )
    is_individual = is_individual or _is_a_person(record)
    has_right = notice_kind == DecisionKind.PENALTY and (
        hearing_right(
            fine, is_individual=is_individual, is_heavy=is_heavy, on=today(), confiscated=confiscated
        )
        or any(hearing_right(each, is_individual=True, is_heavy=False, on=today()) for each in fines.values())
    )
    notice = PriorNotice.objects.create(
        case=record,
        kind=DecisionKind(notice_kind),
        fine=fine,
        persons_fine=sum(fines.values(), Decimal(0)) or None,
        confiscated=confiscated,
        is_individual=is_individual,
        has_hearing_right=has_right,
        given_on=today(),
        **_listed(record, notice_kind),
    )
    PersonFine.write({"notice": notice}, record.responsible, fines)
    return _tell(record, notice, text, by=by, words=words)


def _is_a_person(record: Case) -> bool:
    """The party itself is one, as the owner of a workshop; not somebody responsible in a unit."""
    parties = record.parties.exclude(role__in=RESPONSIBLE)
    return bool(parties.filter(is_individual=True).exists())


def _listed(record: Case, kind: str) -> dict[str, Decimal]:
    """What the list of workers, which stands on the notice of an order to pay, comes to."""
    sums = record.wages
    return (
        {"back_pay": sums.missing, "extra": sums.extra}
        if kind == DecisionKind.HANDLING and sums.people
        else {}
    )


def _tell(record: Case, notice: PriorNotice, text: str, *, by: By, words: acts.Words | None) -> AuditEntry:
    """The act itself, with its papers; those of former notices are overtaken, and the draft made of them is gone."""
    overtaken = acts.instead_of(record, *NOTICES)
    entry = acts.act(
        record,
        "give_notice",
        by=by,
        notice=notice,
        words=words,
        given={"notice_text": text},
        happened=overtaken,
        **UNHEARD,
        data={
            "has_hearing_right": notice.has_hearing_right,
            "instead_of": [each.about.pk for each in overtaken if each.about],
        },
    )
    notice.paper = acts.paper_of(entry, *NOTICE_PAPERS)
    notice.hearing_paper = acts.paper_of(entry, "hearing_right_notice")
    notice.save(update_fields=["paper", "hearing_paper"])
    acts.replace(overtaken, by=by)
    drop_draft(record)
    return entry


@transaction.atomic
def record_statement(
    record: Case,
    *,
    by: By,
    statement: str,
    statement_of: str = "",
    statement_heard_on: date | None = None,
    is_hearing_waived: bool = False,
    statement_answer: str = "",
    files: Sequence[Any] = (),
    words: acts.Words | None = None,
) -> AuditEntry:
    """What the party said about the notice that counts now, or that it has nothing to say; said again it is added.

    `statement_of` is the name of the person responsible who said it, empty for the unit: each is heard for himself.
    `is_hearing_waived` only with its signature. `statement_answer` says what is followed of it and why not the rest.
    """
    acts.may(record, "record_statement", by=by)
    text = acts.written(statement, _("请写明当事人的陈述申辩；没有意见的写“无异议”。"))
    notice: Any = record.notice
    people = {each.name: each for each in notice.people()}
    if statement_of and statement_of not in people:
        raise Refused("statement_of", _("事先告知没有写对这个人的罚款，请核对陈述人。"))
    day = acts.past_day(statement_heard_on, field="statement_heard_on", since=notice.given_on)
    said = Statement.objects.create(
        case=record,
        notice=notice,
        person=people.get(statement_of),
        text=text,
        heard_on=day,
        waives_hearing=is_hearing_waived and notice.has_hearing_right,
        answer=statement_answer.strip(),
    )
    acts.keep_secret(record, said.answer, by=by)
    entry = acts.act(
        record,
        "record_statement",
        by=by,
        on=day,
        files=files,
        statement=said,
        words=words,
        given={"statement": text, "statement_of": statement_of, "statement_answer": said.answer},
    )
    said.paper = acts.paper_of(entry, "statement_record")
    said.save(update_fields=["paper"])
    return entry


@transaction.atomic
def request_hearing(
    record: Case,
    *,
    by: By,
    hearing_requested_on: date | None = None,
    files: Sequence[Any] = (),
) -> AuditEntry:
    """The party asked for a hearing on `hearing_requested_on` (today when not given), which must be in time.

    Raises `Refused` (hearing_requested_on and those of `perform`).
    """
    acts.may(record, "request_hearing", by=by)
    notice: Any = record.notice
    day = acts.past_day(hearing_requested_on, field="hearing_requested_on", since=notice.given_on)
    acts.refuse({"hearing_requested_on": rules.hearing_request_error(record, day)})
    hearing = Hearing.objects.create(case=record, notice=notice, requested_on=day)
    return acts.act(record, "request_hearing", by=by, on=day, files=files, hearing=hearing)


@transaction.atomic
def set_hearing_day(
    record: Case,
    *,
    by: By,
    hearing_on: date,
    hearing_time: time | None = None,
    hearing_place: str = "",
    hearing_host: str = "",
    is_closed_door: bool = False,
    words: acts.Words | None = None,
) -> AuditEntry:
    """Set the day of the hearing, early enough to tell the party (行政处罚法 64). Raises `Refused` (hearing_on)."""
    acts.may(record, "set_hearing_day", by=by)
    acts.refuse({"hearing_on": rules.hearing_day_error(hearing_on)})
    hearing: Any = record.hearing
    hearing.held_on, hearing.time, hearing.is_closed_door = hearing_on, hearing_time, is_closed_door
    hearing.place, hearing.host = hearing_place.strip(), hearing_host.strip()
    overtaken = acts.instead_of(record, "hearing_notice")
    entry = acts.act(
        record,
        "set_hearing_day",
        by=by,
        words=words,
        given={
            "hearing_on": hearing_on, "hearing_time": f"{hearing_time:%H:%M}" if hearing_time else "",
            "hearing_place": hearing.place, "hearing_host": hearing.host,
        },
        happened=overtaken,
        data={"hearing_on": hearing_on.isoformat()},
        note=hearing_on.isoformat(),
    )  # fmt: skip
    hearing.paper = acts.paper_of(entry, "hearing_notice")
    hearing.save()
    return entry


@transaction.atomic
def close_hearing(
    record: Case,
    *,
    by: By,
    hearing_report: str,
    files: Sequence[Any] = (),
    words: acts.Words | None = None,
) -> AuditEntry:
    """The hearing was held by somebody who does not handle the case; the party has been heard."""
    acts.may(record, "close_hearing", by=by)
    report = acts.written(hearing_report, _("请写明听证情况和意见。"))
    hearing: Any = record.hearing
    issuing.issue_begun(record, "hearing_record", by=by)
    entry = acts.act(
        record, "close_hearing", by=by, files=files, words=words, given={"hearing_report": report}
    )  # fmt: skip
    hearing.closed_on, hearing.report = today(), acts.paper_of(entry, "hearing_report")
    hearing.save()
    return entry
