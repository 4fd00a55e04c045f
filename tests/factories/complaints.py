"""Complaints for tests and rehearsal of single steps, made by the services the pages use."""

from datetime import date, datetime
from itertools import count
from typing import Any

from casework.by import By
from complaints.confidentiality import Complainant
from complaints.models import Complaint
from complaints.services import acts, intake
from law import clock
from law.identity import resident_id_check_digit

_serial = count(1)


def resident_id(serial: int | None = None, born: str = "19900307") -> str:
    """A valid number of an invented person; each call another one."""
    body = f"370211{born}{(next(_serial) if serial is None else serial) % 1000:03d}"
    return body + resident_id_check_digit(body)


def complainant(**told: Any) -> Complainant:
    """A named person with a phone; each call another one."""
    number = next(_serial)
    return Complainant(**{"name": f"证人{number:04d}", "phone": f"139{number:08d}", **told})


def complaint(
    *, on: date | datetime | None = None, actor: Any = None, employer: Any = None, **facts: Any
) -> Complaint:
    """A complaint by name about unpaid wages, registered on `on` (today when not given)."""
    given = {
        "kind": "complaint",
        "channel": "visit",
        "content": "反映单位拖欠三月工资",
        "matters": ["wage_arrears"],
        "employer": employer,
        "employer_named": "" if employer else "海边的一家饭店",
        **facts,
    }
    if not given.get("is_anonymous"):
        given.setdefault("complainant", complainant())
    with clock.at(on or clock.now()):
        return intake.register(by=By(actor), **given)


def taken(*, actor: Any, on: date | datetime | None = None, **facts: Any) -> Complaint:
    """A complaint `actor` registered and took on."""
    record = complaint(on=on, actor=actor, **facts)
    with clock.at(on or clock.now()):
        acts.take_on(record, by=By(actor))
    return record


def report(**facts: Any) -> Complaint:
    """An anonymous report."""
    return complaint(**{"kind": "report", "is_anonymous": True, **facts})


def accepted(
    *, employer: Any, on: date | datetime | None = None, actor: Any, reason: str = "", **facts: Any
) -> Complaint:
    """A complaint registered and accepted on the same day by `actor`; `reason`: why, although it comes again."""
    record = complaint(on=on, actor=actor, employer=employer, **facts)
    with clock.at(on or clock.now()):
        acts.accept(record, by=By(actor), reason=reason)
    return record


def concluded(*, employer: Any, on: date | datetime | None = None, actor: Any, **facts: Any) -> Complaint:
    record = accepted(employer=employer, on=on, actor=actor, **facts)
    with clock.at(on or clock.now()):
        acts.conclude(record, by=By(actor), result="已责令支付")
    return record


def in_state(state: str, *, actor: Any, employer: Any, on: date | datetime | None = None) -> Complaint:
    """A complaint brought to any state of the table."""
    if state in ("accepted", "concluded", "answered"):
        record = accepted(employer=employer, on=on, actor=actor)
    else:
        record = complaint(employer=employer, on=on, actor=actor)
    with clock.at(on or clock.now()):
        for step in _WAYS[state]:
            step(record, actor)
    return record


def _request(record: Complaint, actor: Any) -> None:
    acts.request_supplement(record, by=By(actor), supplement_request="请补交工资条")


def _refuse(record: Complaint, actor: Any) -> None:
    acts.refuse(record, by=By(actor), refusal_ground="other", refusal_reason="已在法院诉讼")


def _redirect(record: Complaint, actor: Any) -> None:
    acts.redirect(record, by=By(actor), redirected_to="arbitration", redirect_note="请向仲裁院申请仲裁")


def _conclude(record: Complaint, actor: Any) -> None:
    acts.conclude(record, by=By(actor), result="已责令支付")


def _answer(record: Complaint, actor: Any) -> None:
    acts.give_feedback(record, by=By(actor), feedback="已电话告知", feedback_method="phone")


def original_of(record: Complaint, *, actor: Any) -> Complaint:
    """A complaint under way that `record` repeats: the same person about the same thing, accepted."""
    told = complainant(phone=record.identity.phone)
    return accepted(employer=record.employer, actor=actor, complainant=told, matters=record.matters)


def _attach(record: Complaint, actor: Any) -> None:
    acts.attach(record, by=By(actor), earlier=original_of(record, actor=actor))


_WAYS: dict[str, tuple[Any, ...]] = {
    "received": (),
    "supplementing": (_request,),
    "refused": (_refuse,),
    "redirected": (_redirect,),
    "merged": (_attach,),
    "accepted": (),
    "concluded": (_conclude,),
    "answered": (_conclude, _answer),
}
