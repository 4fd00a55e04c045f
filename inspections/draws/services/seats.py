"""What a change of seats means for an inspection that is already listed."""

from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from casework.by import By
from casework.workflow import Refused, perform
from inspections.checks.models import Inspection
from inspections.checks.workflow import InspectionState
from inspections.draws.models import Round

SENTENCES: dict[str, Any] = {
    "not_drawn": gettext_lazy("这一户不在抽中名单里。"),
    "not_seated": gettext_lazy("这名监察员不检查这一户。"),
    "not_two": gettext_lazy("请指定两名不同的监察员。"),
    "not_free": gettext_lazy("指定的监察员不在冻结的名录里、与单位有利害关系，或者已经回避。"),
}


def follow(added: Round, code: str, *, by: By, reason: str) -> None:
    """Give the listed inspection of the employer `code` the seats of the new round.

    Raises `Refused` (too_late, short_of_inspectors).
    """
    result = added.results.get(code=code)
    listed = Inspection.objects.listed_by(added.draw).filter(employer=result.employer_id)
    inspection = listed.select_related("employer").first()
    if inspection is None or inspection.state in (InspectionState.CANCELLED, InspectionState.LISTED):
        return
    if inspection.state != InspectionState.ASSIGNED:
        raise Refused("too_late", _("这一户已经到户检查，人员不能再变更。"))
    if result.second_id is None:
        raise Refused(
            "short_of_inspectors", _("名录里没有其他可以替换的监察员，请先取消这一户的检查或另起抽取。")
        )
    perform(
        inspection,
        "replace_inspector",
        by=by,
        reason=reason,
        changes={"lead_id": result.lead_id, "second_id": result.second_id, "is_seated_by_draw": True},
        data={"round": added.number},
    )
