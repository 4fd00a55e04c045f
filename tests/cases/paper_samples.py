"""What somebody types into each form, and cases on which every kind of paper can be written."""

from collections.abc import Iterator
from datetime import date, timedelta
from decimal import Decimal
from typing import Any

from casework.by import By
from casework.models import Paper
from casework.paper_kinds import Facts, Field, PaperKind, Typed, kinds_about
from casework.papers import composing, issuing
from casework.table import Row
from inspections.cases.models import (
    Correction,
    Decision,
    DisposalRequest,
    Extension,
    Hearing,
    PriorNotice,
    Recusal,
    Transfer,
)
from inspections.cases.papers.sources import ROWS
from inspections.cases.services import serving
from inspections.cases.workflow import TABLE
from law import clock
from tests.factories import cases

OF_ACTS = {row.action: row.papers for row in TABLE.rows if row.papers}
MODELS = {"decision": Decision, "notice": PriorNotice, "transfer": Transfer}
TYPED = {
    Typed.TURNS: "问：你在哪里工作？\n答：在本单位车间。",
    Typed.ROWS: "考勤表，2021年1—5月，5，本，完好，原件",
    Typed.MOMENT: "2021年6月7日9时30分",
    Typed.DAY: "2021年6月7日",
}
PENALTY = {"decision_kind": "penalty"}
HANDLING: dict[str, Any] = {
    "decision_kind": "handling", "fine_amount": None, "back_pay_amount": Decimal("36450.50"), "back_pay_people": 35,
    "extra_compensation_amount": Decimal(18_000),
}  # fmt: skip
CHOSEN = {
    "penalty_decision": PENALTY,
    "handling_decision": HANDLING | {"matters": ["wage_arrears"]},
    "no_penalty_decision": {"decision_kind": "none", "fine_amount": None, "is_minor_and_corrected": True},
    "handling_notice": {"notice_kind": "handling", "proposed_fine": None},
    "crime_transfer_letter": {"crime": "unpaid_wages", "crime_facts": "欠薪六万元，经责令支付仍不支付"},
}
# What makes no sense to write before there are rows for it.
WAITING = {"workers_list"}


def sample(field: Field) -> str:
    if field.choices:
        return field.choices[0][0]
    return TYPED.get(field.typed or Typed.TEXT, "按实际情况填写")


def given(kind: PaperKind, on: date, record: Any) -> dict[str, Any]:
    """What the act of the kind asks, and what nobody but a person can know."""
    told: dict[str, Any] = {}
    for action in OF_ACTS:
        if kind.code in OF_ACTS[action]:
            told |= cases.arguments(action, record)
    for barred in ("proposed_fine", *(["reason"] if kind.code == "crime_transfer_approval" else [])):
        told.pop(barred, None)
    told |= {"correct_by": on + timedelta(days=10), "pay_by": on + timedelta(days=20)}
    return typed(kind, Facts(record, on, given=told))


def typed(kind: PaperKind, facts: Facts) -> dict[str, Any]:
    """What was told already, and whatever else has to be typed because no source knows it."""
    bare = {field.name: sample(field) for field in kind.typed if not composing.value_of(field, facts)}
    return {**bare, **facts.given}


def case_for(**facts: Any) -> Any:
    """A penalty of 30,000 yuan, heard, decided, served and executed: nearly every paper has something to say of it."""
    record = cases.case("executed", fine=30_000, **facts)
    rows = {
        "hearing": Hearing(notice=record.notice, requested_on=cases.CASE_DAY, held_on=cases.HEARING_DAY),
        "transfer": Transfer(crime="other", facts="扣押证件、限制人身自由", noted_on=cases.CASE_DAY),
        "extension": Extension(what="investigation", reason="涉及三处工地", asked_on=cases.CASE_DAY),
        "disposal": DisposalRequest(pieces=[1], disposal="returned", asked_on=cases.CASE_DAY),
        "correction": Correction(
            text="安排补休", ordered_on=cases.CASE_DAY, correct_by=cases.HEARING_DAY, result="已安排补休"
        ),
    }
    record.evidence.create(number=1, name="五月工资表", kind="document", pages=3)
    rows["recusal"] = Recusal(
        person=record.lead,
        asked_by="party",
        reason="与单位负责人是近亲属",
        asked_on=cases.CASE_DAY,
        office="bureau_head",
    )
    # Paid long after its day, so that there is a late fee to tell of.
    record.decision.payments.filter(what="fine").update(paid_on=date(2022, 1, 31))
    for row in rows.values():
        row.case = record
        row.save()
    type(record).objects.filter(pk=record.pk).update(people_count=12, **rows)
    record.refresh_from_db()
    return record


def put(record: Any, name: str, value: Any) -> None:
    """What the case holds under the name of a form field, in memory only."""
    row, attribute = ROWS.get(name, ("", name))
    if row and getattr(record, row) is None:
        setattr(record, row, MODELS[row](case=record))
    setattr(getattr(record, row) if row else record, attribute, value)


def write(record: Any, kind: PaperKind, on: date, *, actor: Any = None) -> Paper:
    """The paper, issued on that day as the act of its kind would."""
    for name, value in CHOSEN.get(kind.code, {}).items():
        put(record, name, value)
    row = Row("written", record.state, record.state, None, "", papers=(kind.code,))
    with clock.at(on):
        (paper,) = issuing.of_act(record, row, by=By(actor), given=given(kind, on, record), on=on)
    return paper


def write_all(on: date, *, actor: Any = None, **facts: Any) -> Iterator[tuple[PaperKind, Paper]]:
    """Every kind about a case, in the order of the work, on one case."""
    kinds = [kind for kind in kinds_about("cases.Case") if kind.code not in WAITING]
    record = case_for(**facts)
    for kind in kinds:
        if kind.code == "delivery_receipt":
            deliver(record, on)
        record.refresh_from_db()
        paper = write(record, kind, on, actor=actor)
        if kind.code == "preservation_notice":
            record.evidence.update(preserved=paper)
        yield kind, paper


def deliver(record: Any, on: date) -> None:
    paper = issuing.newest(record, "penalty_decision")
    with clock.at(on):
        serving.deliver(
            record,
            by=By(record.lead),
            papers=[paper],
            way="direct",
            receiver="王某",
            relation="办公室",
            place="前台",
        )
