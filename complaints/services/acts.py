"""What is done with a complaint after intake: one function per action of the table."""

from collections.abc import Sequence
from datetime import date
from decimal import Decimal
from typing import Any

from django.db import transaction
from django.utils.translation import gettext_lazy as _

from accounts.models import User
from casework import audit
from casework.by import By
from casework.workflow import Refused, check, perform
from complaints import hooks, rules
from complaints.confidentiality import Complainant, guard_texts
from complaints.kinds import strictest
from complaints.models import Complaint
from complaints.services.intake import NOBODY
from complaints.services.targets import follow
from complaints.services.vault import keep_materials, lock_away
from complaints.workflow import State
from findings.services.recovering import bring
from law.clock import today
from law.words import Sentence
from registry.models import Employer


@transaction.atomic
def request_supplement(
    record: Complaint,
    *,
    by: By,
    supplement_request: str,
    files: Sequence[Any] = (),
) -> None:
    """Ask for what is missing (25号令 18(2)); the acceptance clock stands still until it is complete."""
    check(record, "request_supplement", by=by)
    _written(supplement_request, _("请写明要补正什么，以便告知来件人。"))
    _act(
        record,
        "request_supplement",
        by=by,
        texts=(supplement_request,),
        files=files,
        supplement_request=supplement_request.strip(),
        supplement_requested_on=today(),
    )


@transaction.atomic
def receive_supplement(
    record: Complaint,
    *,
    by: By,
    supplemented_on: date | None = None,
    complainant: Complainant = NOBODY,
    employer: Employer | None = None,
    act_ended_on: date | None = None,
    files: Sequence[Any] = (),
    note: str = "",
) -> None:
    """The missing material is complete: the five working days count anew from `supplemented_on` (today)."""
    check(record, "receive_supplement", by=by)
    on = supplemented_on or today()
    wrong = rules.supplemented_on_error(record, on) or next(
        iter(rules.number_errors(complainant).values()), ""
    )
    if wrong:
        raise Refused("supplement", wrong)
    if complainant.names_somebody and record.is_anonymous:
        raise Refused("anonymous", _("这是匿名举报，不能补录举报人信息；愿意实名的，请另行登记。"))
    found: dict[str, Any] = {"employer": employer, "town": employer.town} if employer is not None else {}
    if act_ended_on is not None:
        found["act_ended_on"] = act_ended_on
    lock_away(record, complainant)
    _act(
        record,
        "receive_supplement",
        by=by,
        on=on,
        texts=(note,),
        files=files,
        note=note,
        supplemented_on=on,
        **found,
    )


@transaction.atomic
def attach(
    record: Complaint,
    *,
    by: By,
    earlier: Complaint,
    note: str = "",
    files: Sequence[Any] = (),
) -> None:
    """The same claim again while the `earlier` one is under way: it is not filed twice (青岛条例 27(三)).

    It counts as received, not as accepted. The earlier one's record says that it came again. It is as secret as the
    earlier one: «已并入» would tell who may not know of that that it exists.
    """
    audit.lock()
    check(record, "attach", by=by)
    if not record.open_originals.filter(pk=earlier.pk).exists():
        raise Refused("original", _("选的不是同一来件人就同一事项正在办理的来件，请另选。"))
    _act(
        record,
        "attach",
        by=by,
        texts=(note,),
        files=files,
        note=" ".join(filter(None, [_("并入%(number)s") % {"number": earlier.number}, note.strip()])),
        earlier=earlier,
        label=strictest(record.label, earlier.label),
        closed_on=today(),
    )
    audit.record("take_in_repeat", by=by, about=earlier, data={"note": record.number})


@transaction.atomic
def accept(
    record: Complaint,
    *,
    by: By,
    handler: User | None = None,
    is_edge_confirmed: bool = False,
    files: Sequence[Any] = (),
    reason: str = "",
) -> None:
    """Accept it (受理之日立案 for a 投诉); the employer becomes a target of the campaign, unless it is 举报保密.

    `handler` (whoever took it on or, where nobody did, the actor) handles it from now on. Received on the last day of the
    limitation, it needs `is_edge_confirmed`: whether that day is still in time is for a person to say. Where the same claim is
    under way already, it needs a `reason` (new facts, another period): otherwise it is attached.
    """
    audit.lock()
    check(record, "accept", by=by)
    handler = handler or record.handler or by.actor
    if not reason.strip() and record.open_originals.exists():
        raise Refused(
            "repeat", _("同一来件人就同一事项已有一件正在办理，请“并入原件”；须另行受理的，请写明理由。")
        )
    if record.is_limitation_edge and not is_edge_confirmed:
        raise Refused(
            "limitation_edge", _("收到来件的日子正是查处时效的最后一天，请核对违法行为终了日期并勾选确认。")
        )
    if handler is not None and not handler.has_perm("complaints.conclude"):
        raise Refused("handler", _("承办人须是监察员或大队负责人，请另选。"))
    _act(
        record,
        "accept",
        by=by,
        texts=(reason,),
        files=files,
        reason=reason,
        accepted_on=today(),
        handler=handler,
        is_edge_confirmed=record.is_limitation_edge and is_edge_confirmed,
    )
    follow(record, by=by)


@transaction.atomic
def take_on(record: Complaint, *, by: By) -> None:
    """Whoever acts handles it from now on. Raises `Refused`: `is_nobodys` names who has it, where somebody was faster."""
    audit.lock()
    record.refresh_from_db(fields=["handler"])
    perform(record, "take_on", by=by, changes={"handler": by.actor})


@transaction.atomic
def reassign_complaint(
    record: Complaint, *, by: By, handler: User, reason: str, files: Sequence[Any] = ()
) -> None:
    """Another handler from now on (recusal, illness, leaving). Raises `Refused` (text, handler and those of `perform`)."""
    check(record, "reassign_complaint", by=by)
    _written(reason, _("请写明为什么换人。"))
    if not handler.has_perm("complaints.conclude"):
        raise Refused("handler", _("承办人须是监察员或大队负责人，请另选。"))
    if handler.pk == record.handler_id:
        raise Refused("handler", _("选的就是现在的承办人，请另选。"))
    _act(record, "reassign_complaint", by=by, texts=(reason,), files=files, reason=reason, handler=handler)


def pass_on(record: Complaint, *, leaver: User, to: User, by: By, reason: str) -> None:
    """What a leaver handled, to another. Raises `Refused`."""
    reassign_complaint(record, by=by, handler=to, reason=reason)


@transaction.atomic
def refuse(
    record: Complaint,
    *,
    by: By,
    refusal_ground: str,
    refusal_reason: str,
    earlier: Complaint | None = None,
    files: Sequence[Any] = (),
) -> None:
    """Refuse to accept it, in writing and with reasons (青岛条例 26–27); the ground must be true."""
    check(record, "refuse", by=by)
    _written(refusal_reason, _("不予受理须书面说明理由，请写明。"))
    wrong = rules.ground_error(record, refusal_ground, earlier)
    if wrong:
        raise Refused("ground", wrong)
    _act(
        record,
        "refuse",
        by=by,
        texts=(refusal_reason,),
        files=files,
        refusal_ground=refusal_ground,
        refusal_reason=refusal_reason.strip(),
        earlier=earlier,
        closed_on=today(),
    )


@transaction.atomic
def redirect(
    record: Complaint,
    *,
    by: By,
    redirected_to: str,
    redirect_note: str,
    redirect_office: str = "",
    files: Sequence[Any] = (),
) -> None:
    """Tell which way to go: arbitration, another department or district (条例 21, 25号令 15–16)."""
    check(record, "redirect", by=by)
    _written(redirect_note, _("请写明告知的内容：去哪里、为什么。"))
    _act(
        record,
        "redirect",
        by=by,
        texts=(
            redirect_note,
            redirect_office,
        ),
        files=files,
        redirected_to=redirected_to,
        redirect_office=redirect_office.strip(),
        redirect_note=redirect_note.strip(),
        closed_on=today(),
    )


def file_case(record: Complaint, *, by: By) -> None:
    """A case made of it has been filed (called by the cases): its clock takes over. What is concluded stays so."""
    if record.state == State.ACCEPTED:
        _act(record, "file_case", by=by, texts=(), files=())


@transaction.atomic
def conclude(
    record: Complaint,
    *,
    by: By,
    result: str,
    recovered_amount: Decimal | None = None,
    recovered_people: int | None = None,
    same_wages: str = "",
    files: Sequence[Any] = (),
) -> None:
    """It is dealt with. `recovered_amount`: yuan paid in fact to `recovered_people` workers.

    Whether that is what another record tells of says `same_wages` (`findings.services.bring`); unsaid, what work born of
    the complaint got back is the same.
    """
    check(record, "conclude", by=by)
    _written(result, _("请写明处理结果。"))
    if recovered_amount and not recovered_people:
        raise Refused("recovered_people", _("填写了追回金额的，请同时填写涉及人数。"))
    _act(
        record,
        "conclude",
        by=by,
        texts=(result,),
        files=files,
        result=result.strip(),
        concluded_on=today(),
    )
    totals = {"wages_paid_people": recovered_people or 0, "wages_paid_amount": recovered_amount or 0}
    bring(record, totals, on=today(), same_wages=same_wages or hooks.got_back(record))


@transaction.atomic
def give_feedback(
    record: Complaint,
    *,
    by: By,
    feedback: str,
    feedback_method: str,
    files: Sequence[Any] = (),
) -> None:
    """The complainant was told the result."""
    check(record, "give_feedback", by=by)
    _written(feedback, _("请写明反馈了什么。"))
    _act(
        record,
        "give_feedback",
        by=by,
        texts=(feedback,),
        files=files,
        feedback=feedback.strip(),
        feedback_method=feedback_method,
        feedback_on=today(),
    )


def _act(
    record: Complaint,
    action: str,
    *,
    by: By,
    texts: Sequence[str],
    files: Sequence[Any],
    on: date | None = None,
    reason: str = "",
    note: str = "",
    **changes: object,
) -> None:
    """The transition, unless its words name the complainant; its files go into the vault."""
    guard_texts(record, *texts, by.off_plan, by.remark, actor=by.actor)
    perform(record, action, by=by, on=on, reason=reason, changes=changes, note=note)
    keep_materials(record, list(files))


def _written(text: str, sentence: Sentence) -> None:
    if not text.strip():
        raise Refused("text", sentence)
