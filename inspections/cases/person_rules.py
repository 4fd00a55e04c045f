"""What makes the fine of a person responsible (责任人员) wrong, by the person's name: for forms, at the field, and for services.

A fine is a sum in yuan by the name under which the person stands among the parties; none, or nothing, is no fine.
"""

from collections.abc import Mapping
from decimal import Decimal
from typing import Any

from django.utils.translation import gettext as _

from inspections.cases import assessing, reviewing, rules
from inspections.cases.kinds import AppealResult, DecisionKind
from inspections.cases.models import Case, Party

NOTHING = Decimal(0)
Fines = Mapping[str, Decimal | None]


def proposed_errors(record: Case, kind: str, fines: Fines) -> dict[str, str]:
    """What each person is to be fined against the law (ENF-04), for each of those responsible who stand among the parties."""
    if kind != DecisionKind.PENALTY:
        return {name: _("只有行政处罚才能对责任人员罚款。") for name, fine in fines.items() if fine}
    known = {each.name: each for each in record.responsible}
    found = {
        name: _("%(name)s没有登记为本案的责任人员，请先在“登记当事人”登记。") % {"name": name}
        for name, fine in fines.items()
        if fine and name not in known
    }
    told = {name: _person_error(record, person, fines.get(name) or NOTHING) for name, person in known.items()}
    return found | {name: sentence for name, sentence in told.items() if sentence}


def drafted_errors(record: Case, kind: str, fines: Fines) -> dict[str, str]:
    """The same for a draft, which fines nobody who was not told and nobody above what he was told (行政处罚法 44, 45, 62)."""
    notice: Any = record.notice
    told = {each.name: each.amount for each in notice.people()} if notice is not None else {}
    sentence = _(
        "对%(name)s的罚款不能高于事先告知的数额 %(told)s 元（行政处罚法第四十五条），请核对；确须提高的，先重新告知。"
    )
    raised = {
        name: sentence % {"name": name, "told": f"{told.get(name, NOTHING):,}"}
        for name, fine in fines.items()
        if (fine or NOTHING) > told.get(name, NOTHING)
    }
    dropped = _dropped(record, told, fines) if kind == DecisionKind.PENALTY else {}
    return dropped | proposed_errors(record, kind, fines) | raised


def _dropped(record: Case, told: Mapping[str, Decimal], fines: Fines) -> dict[str, str]:
    """Whoever was told of a fine and is no longer listed as responsible goes without one only with the reviewer's reason."""
    if reviewing.deviation(record):
        return {}
    listed = {each.name for each in record.responsible}
    sentence = _(
        "已告知对%(name)s罚款，现在名单里没有这个人：请补登，或者再次提交法制审核，由审核人写明不予处罚的理由。"
    )
    return {name: sentence % {"name": name} for name in told if name not in listed and not fines.get(name)}


def changed_errors(record: Case, result: str, fines: Fines) -> dict[str, str]:
    """What a remedy leaves of each: only where it changes them, and nothing above what was decided."""
    decision: Any = record.decision
    decided = {each.name: each.amount for each in decision.people()}
    given = {name: fine for name, fine in fines.items() if fine is not None}
    if result != AppealResult.CHANGED:
        return dict.fromkeys(given, _("只有变更的才填变更后的数额；撤销的都不再缴付。"))
    sentence = _("变更后的数额不能高于决定的数额 %(ordered)s 元，请核对。")
    return {
        name: sentence % {"ordered": f"{decided.get(name, NOTHING):,}"}
        for name, fine in given.items()
        if fine > decided.get(name, NOTHING)
    }


def first(errors: Mapping[str, str]) -> dict[str, str]:
    """For a service, which refuses with one sentence."""
    return {"persons": next(iter(errors.values()), "")}


def _person_error(record: Case, person: Party, fine: Decimal) -> str:
    if fine and not person.address:
        sentence = _("请先在“登记当事人”补充%(name)s的住址，处罚决定书须写明（行政处罚法第五十九条）。")
        return sentence % {"name": person.name}
    found = assessing.person_objections(record, fine)
    refusal = assessing.rejected(found, is_reasoned=bool(found) and bool(reviewing.deviation(record)))
    return rules.objection(refusal) if refusal is not None else ""
