"""Who may know the complainant (条例 9、12), and the only door to the vault.

May know: the one who took the complaint in, the one who handles it, the two who handle the case made of it, and
the brigade leader. They see masked values until they give a reason; each look is in the audit trail, and who looks
more often than is usual is told of to those who decide. Nobody else sees more than that somebody complained.
No other module reads the sealed fields of `ComplainantIdentity`.
"""

from dataclasses import asdict, dataclass, fields
from datetime import timedelta
from functools import reduce
from operator import or_
from typing import Any
from uuid import UUID

from django.apps import apps
from django.contrib.auth import get_user_model
from django.db.models import Model, Q, QuerySet
from django.utils.translation import gettext_lazy as _

from casework import audit, limits, notices
from casework.by import Actor, By, Reader
from casework.sealing import blind_index, blind_indexes
from casework.workflow import Refused
from complaints import hooks
from complaints.mentions import digits_of, named_in
from law import policy
from law.identity import mask_id, mask_name, mask_phone, normalise
from law.words import Sentence
from registry.models import Employer
from registry.scoping import sees_all_towns

REVEAL = "complaints.reveal_identity"
WATCH = "complaints.watch_looks"
KNOW_ANY = "complaints.know_any_identity"
INDEX_CONTEXT = "complainant"


@dataclass(frozen=True, repr=False)
class Complainant:
    """Who complains, as told at intake (25号令 13–14). `statement` is what they said in their own words."""

    name: str = ""
    gender: str = ""
    age: str = ""
    occupation: str = ""
    id_number: str = ""
    phone: str = ""
    address: str = ""
    statement: str = ""

    @property
    def is_empty(self) -> bool:
        return not any(asdict(self).values())

    @property
    def names_somebody(self) -> bool:
        """Whether anything but the statement is filled in."""
        return any(value for name, value in asdict(self).items() if name != "statement")


SEALED = tuple(field.name for field in fields(Complainant))
LABELS: dict[str, Any] = {
    "name": _("姓名"),
    "gender": _("性别"),
    "age": _("年龄"),
    "occupation": _("职业"),
    "id_number": _("身份证号"),
    "phone": _("电话"),
    "address": _("住址"),
    "statement": _("原始陈述"),
}
MASKS = {
    "name": mask_name,
    "id_number": mask_id,
    "phone": mask_phone,
}


def knowable_by(user: Reader, path: str = "") -> Q:
    """The complaints whose complainant this user may know, as a filter; `path` leads to the complaint."""
    if user.has_perm(KNOW_ANY):
        return Q()
    if not user.has_perm(REVEAL):
        return Q(pk__in=())
    born = (Q(**{f"{path}pk__in": ids}) for ids in hooks.handled_by(user))
    return reduce(or_, born, Q(**{f"{path}received_by": user}) | Q(**{f"{path}handler": user}))


def may_know(user: Reader, complaint: Any) -> bool:
    """The same rule for one complaint."""
    if user.has_perm(KNOW_ANY):
        return True
    if not user.has_perm(REVEAL):
        return False
    is_theirs = user.pk in (complaint.received_by_id, complaint.handler_id)
    return is_theirs or _rows("Complaint").filter(knowable_by(user), pk=complaint.pk).exists()


def sees_hidden(user: Reader) -> bool:
    """Whether this user may know that a complaint labelled 举报保密 exists, and see what follows from one."""
    return user.has_perm("complaints.view_complaint") and sees_all_towns(user)


def masked(complaint: Model) -> list[tuple[str, Any, str]]:
    """(field, label, masked value) of what the vault holds; what has no mask is only said to exist."""
    told = _open(complaint)
    return [
        (name, LABELS[name], MASKS[name](value) if name in MASKS else str(_("已登记，保密")))
        for name, value in asdict(told).items()
        if value
    ]


def open_file(complaint: Any, file: UUID, *, by: By, reason: str) -> None:
    """Somebody opens a file of the vault: written down like a look at the name. Raises `Refused` as `reveal`."""
    _ask_why(complaint, by=by, reason=reason)
    _looked(complaint, by=by, reason=reason, data={"fields": ["file"], "file": str(file)})


def reveal(complaint: Any, names: list[str], *, by: By, reason: str) -> list[tuple[Any, str]]:
    """(label, value) of the sealed fields asked for, written down with the reason.

    Raises `Refused`: `may_not_know`, `no_reason`, `too_often`, `identity_in_text` (the reason goes into the audit trail).
    """
    told = _ask_why(complaint, by=by, reason=reason)
    asked = [name for name in SEALED if name in names]
    _looked(complaint, by=by, reason=reason, data={"fields": asked})
    return [(LABELS[name], getattr(told, name)) for name in asked if getattr(told, name)]


def _ask_why(complaint: Any, *, by: By, reason: str) -> Complainant:
    """The vault, for whoever may know and says why."""
    if not by.may("complaints.reveal_identity") or not may_know(by.actor, complaint):
        audit.note(
            "reveal_identity",
            by=by,
            about=complaint,
            reason="may_not_know",
            is_success=False,
        )
        raise Refused(
            "may_not_know", _("只有登记人、承办人、由此立案的案件承办人和大队负责人可以查看举报人身份。")
        )
    if not reason.strip():
        raise Refused("no_reason", _("请写明为什么要查看，例如“电话核实欠薪月份”。不写理由不能查看。"))
    limits.check(limits.REVEAL, by=by)
    told = _open(complaint)
    refuse_mention(told, reason, where=_("理由"), employer=complaint.employer)
    return told


def _looked(complaint: Model, *, by: By, reason: str, data: dict[str, Any]) -> None:
    """A look is written down; who watches over the vault is told when one person has more of them than is usual."""
    audit.note("reveal_identity", by=by, about=complaint, reason=reason.strip(), data=data)
    usual = policy.integer("complaint.usual_looks")
    looks = limits.times("reveal_identity", timedelta(days=1), by=by)
    if by.actor is None or looks <= usual or (looks - 1) % usual:
        return
    watching = get_user_model().objects.with_permission(WATCH).exclude(pk=by.actor.pk)
    told = {"who": by.actor.audit_label, "looks": looks, "usual": usual}
    what = _("%(who)s当日查看举报人身份和材料 %(looks)s 次，多于通常的 %(usual)s 次，请核对理由。") % told
    notices.send(watching, what=what, about=complaint)


def guard_texts(complaint: Any, *texts: str, actor: Actor | None) -> None:
    """Refuse an act whose words name the complainant: people who may not know will read them.

    Only checked for an actor who may know: for anybody else the answer itself would tell.
    """
    if actor is None or may_know(actor, complaint):
        refuse_mention(_open(complaint), *texts, where=_("填写的内容"), employer=complaint.employer)


def refuse_mention(told: Complainant, *texts: str, where: Sentence, employer: Employer | None = None) -> None:
    """Raise `Refused` when one of the texts holds the complainant's name, number, phone or address, however spelled."""
    found = mention(told, *texts, employer=employer)
    if found:
        raise Refused(
            "identity_in_text",
            _("%(where)s里出现了举报人的%(what)s，请改写，不要写明举报人是谁。")
            % {"where": where, "what": found},
        )


def mention(told: Complainant, *texts: str, employer: Employer | None = None) -> str:
    """Which identity field one of the texts gives away, as its label; "" for none. `employer` is who is complained of."""
    field = named_in(asdict(told), texts, employer=employer.name if employer is not None else "")
    return str(LABELS[field]) if field else ""


def indexes(told: Complainant) -> dict[str, str]:
    """The blind indexes stored beside the sealed fields, for recognising the same person."""
    return {
        "phone_index": blind_index(digits_of(told.phone), context=INDEX_CONTEXT),
        "id_index": blind_index(normalise(told.id_number), context=INDEX_CONTEXT),
    }


def beside_sealed(model: type[Model], plain: dict[str, str]) -> dict[str, str]:
    """The blind indexes of a row that is sealed with another key; {} for rows of other models."""
    is_vault = model._meta.label_lower == "complaints.complainantidentity"
    return indexes(Complainant(**{name: plain[name] for name in SEALED})) if is_vault else {}


def known_indexes(told: Complainant) -> dict[str, list[str]]:
    """The same two, each with every digest a stored row may hold for it: one per key still known."""
    return {
        "phone_index": blind_indexes(digits_of(told.phone), context=INDEX_CONTEXT),
        "id_index": blind_indexes(normalise(told.id_number), context=INDEX_CONTEXT),
    }


def _open(complaint: Model) -> Complainant:
    """Read the vault anew each time: nothing opened stays on the complaint."""
    vault = _rows("ComplainantIdentity").filter(complaint=complaint.pk).first()
    return Complainant(**{name: getattr(vault, name) for name in SEALED}) if vault else Complainant()


def _rows(model: str) -> QuerySet:
    return apps.get_model("complaints", model).objects.all()
