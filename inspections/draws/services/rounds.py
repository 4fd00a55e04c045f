"""Witnesses, the draw itself, and every later round. A round is only ever added (docs/adr/0010-draw-rounds.md)."""

from collections.abc import Mapping
from hashlib import sha256
from typing import Any

from django.db import transaction
from django.utils.translation import gettext as _

from casework import audit, table_sizes
from casework.by import Actor, By
from casework.models import AuditEntry
from casework.workflow import Refused, check, perform
from inspections.draws import algorithm, receipt
from inspections.draws.algorithm import Drawn, OverrideInvalid, Seating
from inspections.draws.models import (
    Draw,
    PoolEmployer,
    Round,
    RoundKind,
    RoundResult,
    WitnessKind,
    WitnessText,
)
from inspections.draws.services import seats
from inspections.draws.services.preparing import new_secret
from inspections.draws.workflow import DrawState, same_person
from law.clock import now

# Witnesses whom only their office tells apart from anybody.
NAMED_BY_OFFICE = (WitnessKind.OUTSIDE, WitnessKind.OTHER)
LATER = {"recuse": RoundKind.RECUSAL, "override": RoundKind.OVERRIDE}


@transaction.atomic
def add_witness(
    draw: Draw,
    *,
    by: By,
    witness: str,
    kind: str,
    text: str,
    capacity: str = "",
) -> AuditEntry:
    """A witness, one of `WitnessKind`, types any text. Without control characters it goes into the seed as it is.

    Who prepared the draw and who may draw it are no witnesses. Raises `Refused` (no_text, no_kind, no_capacity,
    reserved_text, own_draw and those of `perform`).
    """
    text, witness, capacity = (algorithm.strip_control(each) for each in (text, witness, capacity))
    if not text or not witness:
        raise Refused("no_text", _("请填写见证人姓名和键入的文字。"))
    if kind not in WitnessKind.values:
        raise Refused("no_kind", _("请选择见证人的身份。"))
    if not capacity and kind in NAMED_BY_OFFICE:
        raise Refused("no_capacity", _("外部人士和其他见证人，请写明单位和职务。"))
    if algorithm.HEADING.match(text):
        raise Refused("reserved_text", _("这样开头的文字由系统保留，请换一段文字。"))
    if any(same_person(witness, name) for name in _interested(draw, by.actor)):
        raise Refused("own_draw", _("拟定方案的人和操作抽取的人不能作见证人，请另请一人键入。"))
    entry = perform(
        draw,
        "add_witness",
        by=by,
        data={"round": draw.round_number, "text": text, "kind": kind},
        note=_("见证人 %(name)s（%(kind)s）") % {"name": witness, "kind": WitnessKind(kind).label},
    )
    WitnessText.objects.create(
        draw=draw,
        round_number=draw.round_number,
        witness=witness,
        kind=kind,
        capacity=capacity,
        text=text,
        typed_at=now(),
        recorded_by=by.actor,
    )
    return entry


def _interested(draw: Draw, actor: Actor | None) -> list[str]:
    """Names of those who must not witness: who prepared the draw, and the actor who may draw it."""
    people = [draw.prepared_by, actor if actor is not None and actor.has_perm("draws.draw") else None]
    return [person.name for person in people if person is not None]


@transaction.atomic
def draw(draw: Draw, *, by: By, place: str = "", host: str = "") -> Round:
    """Reveal the nonce, draw, and add the round. A second call finds the draw drawn and is refused; nothing is drawn twice.

    `place` and `host` (主持人) are kept with the round as the record of a draw asks.
    """
    check(draw, "draw", by=by)
    audit.lock()
    pool = list(draw.pool_employers.order_by("code"))
    inspectors = [one.line for one in draw.pool_inspectors.all()]
    nonce, texts = bytes.fromhex(draw.nonce or ""), draw.texts_of_round()
    seed = algorithm.seed_of(bytes.fromhex(draw.pool_digest), nonce, texts)
    rows = algorithm.draw([one.line for one in pool], inspectors, seed, draw.counts)
    moment, previous = now(), draw.latest_round
    proof = receipt.proof(
        campaign=draw.campaign.code if draw.campaign else "",
        round=draw.round_number,
        previous=previous.digest if previous else None,
        drawn_at=moment.isoformat(timespec="seconds"),
        pool_digest=draw.pool_digest,
        commitment=draw.commitment,
        nonce=nonce.hex(),
        witness_texts=texts,
        seed=seed.hex(),
        counts=draw.counts,
        result=rows,
        overrides=[],
    )
    added = Round(
        draw=draw,
        number=draw.round_number,
        kind=RoundKind.REDRAWN if draw.heading else RoundKind.DRAWN,
        previous=previous.digest if previous else "",
        reason=draw.redraw_reason,
        approver=draw.redraw_approved_by,
        operator=by.actor,
        drawn_at=moment,
        place=algorithm.strip_control(place),
        host=algorithm.strip_control(host),
        seed=seed.hex(),
        proof=proof,
    )
    changes = {"nonce": None, "heading": "", "redraw_reason": "", "redraw_approved_by": None}
    _add(added, pool, "draw", by=by, changes=changes)
    return added


def redraw(draw: Draw, *, by: By, reason: str) -> AuditEntry:
    """Ask for a new round. The bureau's head decides (`approve_redraw`, `refuse_redraw`); nothing is drawn by this."""
    if not algorithm.strip_control(reason):
        raise Refused("no_reason", _("请写明为什么要重抽。"))
    changes = {"redraw_reason": algorithm.strip_control(reason)[:300]}
    return perform(draw, "redraw", by=by, reason=reason, changes=changes)


@transaction.atomic
def approve_redraw(draw: Draw, *, by: By, nonce: bytes | None = None) -> AuditEntry:
    """Open the next round: the same frozen pools, a new commitment, new witnesses, and a first text that names this round.

    The round before stays as it is. Raises `Refused` (own_draft for the one who asked).
    """
    check(draw, "approve_redraw", by=by)
    secret, before = new_secret(nonce), draw.held_round
    number = before.number + 1
    heading = algorithm.heading(number, before.digest, draw.redraw_reason, _label(by.actor))
    changes = {
        "round_number": number,
        "nonce": secret.hex(),
        "commitment": algorithm.commitment(secret).hex(),
        "heading": heading,
        "redraw_approved_by": by.actor,
    }
    return perform(
        draw,
        "approve_redraw",
        by=by,
        changes=changes,
        data={"round": number, "commitment": changes["commitment"]},
    )


def refuse_redraw(draw: Draw, *, by: By, reason: str) -> AuditEntry:
    """The latest round stands."""
    return perform(draw, "refuse_redraw", by=by, reason=reason, changes={"redraw_reason": ""})


def recuse(draw: Draw, *, by: By, code: str, recused: str, reason: str) -> Round:
    """`recused` (a certificate) steps down from the employer `code`; that seat alone is drawn again, as a new round.

    Who decides is the approver. Raises `Refused` (not_drawn, not_seated, too_late and those of `perform`).
    """
    return _override(draw, "recuse", {"code": code, "recused": recused}, by=by, reason=reason)


def override(draw: Draw, *, by: By, code: str, inspectors: list[str], reason: str) -> Round:
    """The bureau's head names the two inspectors (certificates, leader first) of one drawn employer, as a new round.

    They must be in the frozen pool and free of conflicts. Raises `Refused` (not_drawn, not_free, too_late …).
    """
    entry = {"code": code, "inspectors": list(inspectors)}
    return _override(draw, "override", entry, by=by, reason=reason)


@transaction.atomic
def _override(draw: Draw, action: str, entry: dict[str, Any], *, by: By, reason: str) -> Round:
    check(draw, action, by=by)
    audit.lock()
    reason = algorithm.strip_control(reason)[:300]
    if not reason:
        raise Refused("no_reason", _("请写明理由。"))
    before, moment = draw.held_round, now()
    number = before.number + 1
    entry |= {"reason": reason, "approver": _label(by.actor)}
    rows, seated = _reseat(draw, before, entry)
    entry["seal"] = algorithm.seal_of(bytes.fromhex(before.seed), number, entry, seated)
    changed = {
        "round": number,
        "previous": before.digest,
        "drawn_at": moment.isoformat(timespec="seconds"),
        "result": rows,
        "overrides": [*before.proof["overrides"], entry],
    }
    added = Round(
        draw=draw,
        number=number,
        kind=LATER[action],
        previous=before.digest,
        reason=reason,
        approver=by.actor,
        operator=by.actor,
        drawn_at=moment,
        seed=before.seed,
        proof={**before.proof, **changed},
    )
    pool, numbered = list(draw.pool_employers.order_by("code")), {"round_number": number}
    _add(added, pool, action, by=by, reason=reason, changes=numbered)
    if draw.state == DrawState.ADOPTED:
        seats.follow(added, entry["code"], by=by, reason=reason)
    return added


def _reseat(draw: Draw, before: Round, entry: Mapping[str, Any]) -> tuple[list[Drawn], list[str]]:
    """All overrides so far and this one, applied to what was drawn."""
    inspectors = [one.line for one in draw.pool_inspectors.all()]
    seating = Seating(inspectors, bytes.fromhex(before.seed))
    gone: dict[str, set[str]] = {}
    for earlier in before.proof["overrides"]:
        if "recused" in earlier:
            gone.setdefault(earlier["code"], set()).add(earlier["recused"])
    try:
        return algorithm.reseat(before.proof["result"], entry, gone, seating)
    except OverrideInvalid as invalid:
        raise Refused(invalid.code, seats.SENTENCES[invalid.code]) from invalid


def _add(added: Round, pool: list[PoolEmployer], action: str, *, changes: dict[str, Any], **act: Any) -> None:
    """Digest, act, round, results: the act is refused before anything is written."""
    inspectors = list(added.draw.pool_inspectors.all())
    digest = sha256()
    for piece in receipt.file(added.proof, (one.line for one in pool), [one.line for one in inspectors]):
        digest.update(piece)
    added.digest = digest.hexdigest()
    data = {
        "round": added.number,
        "seed": added.seed,
        "receipt_sha256": added.digest,
        "drawn": len(added.proof["result"]),
    }
    perform(
        added.draw, action, changes=changes, data=data, note=_("第 %(n)s 轮") % {"n": added.number}, **act
    )
    added.save(force_insert=True)
    rows = {row["code"]: row for row in added.proof["result"]}
    users = {one.certificate: one.user_id for one in inspectors}
    results = [_result(added, one, rows[one.code], users) for one in pool if one.code in rows]
    RoundResult.objects.bulk_create(results, batch_size=1000)
    table_sizes.look_again(RoundResult)
    added.draw.__dict__.pop("latest_round", None)


def _result(added: Round, one: PoolEmployer, row: Drawn, users: dict[str, int]) -> RoundResult:
    return RoundResult(
        round=added,
        employer_id=one.employer_id,
        code=one.code,
        stratum=row["stratum"],
        rank=row["rank"],
        weight=one.weight,
        key=algorithm.key_of(bytes.fromhex(added.seed), one.code, one.weight).hex(),
        **dict(zip(("lead_id", "second_id"), (users[seat] for seat in row["inspectors"]), strict=False)),
    )


def _label(actor: Actor | None) -> str:
    return getattr(actor, "audit_label", "") or "系统"
