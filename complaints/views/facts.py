"""What the pages of a complaint show alike; never anything about the complainant."""

from datetime import date
from decimal import Decimal
from typing import Any

from django.utils.translation import gettext_lazy as _

from complaints.models import Complaint
from complaints.workflow import State
from findings.outcomes import told
from law import money
from law.clock import instant_of
from law.words import Sentence

# A longer text is read below.
GIST = 60
_HARM = _("危害生命健康安全或者金融安全，且有危害后果")


def facts_of(record: Complaint, *, is_district: bool) -> list[dict[str, Any]]:
    """What is known of the case. A town reads what was reported, not how the brigade handles it."""
    rows = [*_case(record), *(_handling(record) if is_district else ())]
    return [row for row in rows if row["value"] not in (None, "", [])]


def gist(record: Complaint, *, is_district: bool) -> list[dict[str, Any]]:
    """What it is about, how many people and how much; for the brigade what came of it, too, and who has it."""
    reported = (
        _fact(_("反映事项"), "、".join(record.matter_labels)),
        _fact(_("涉及"), _people(record)),
        _fact(_("金额"), _yuan(record.amount)),
    )
    handled = (
        _fact(_("处理结果"), record.result[:GIST], note=record.concluded_on),
        _fact(_("承办人"), record.handler.name if record.handler else _("还没有")),
    )
    return [row for row in (*reported, *(handled if is_district else ())) if row["value"]]


def _people(record: Complaint) -> str:
    return _("%(count)s 人") % {"count": f"{record.workers_count:,}"} if record.workers_count else ""


def _case(record: Complaint) -> list[dict[str, Any]]:
    employer = record.employer
    return [
        _fact(_("用人单位"), record.employer_label, employer.get_absolute_url() if employer else ""),
        _fact(_("来件所称"), record.employer_named if employer else ""),
        _fact(_("镇街"), record.town.name if record.town else ""),
        _fact(_("类型"), f"{record.get_kind_display()}{_('（匿名）') if record.is_anonymous else ''}"),
        _fact(_("反映事项"), "、".join(record.matter_labels)),
        _fact(_("转办内容"), record.content),
        _fact(_("涉及"), "，".join(filter(None, [_people(record), _yuan(record.amount)]))),
        _fact(_("违法行为终了"), record.act_ended_on or _("仍在持续或不详"), note=_limitation(record)),
        _fact(_("危害后果"), _HARM if record.has_harm else ""),
        _fact(_("涉及未成年人"), _("是") if record.involves_minors else ""),
        _fact(_("收到时间"), instant_of(record.received_at).strftime("%Y-%m-%d %H:%M")),
    ]


def _handling(record: Complaint) -> list[dict[str, Any]]:
    office = f"（{record.redirect_office}）" if record.redirect_office else ""
    earlier = record.earlier
    recovered = "，".join(f"{label} {number}" for label, number in told(record.recoveries.all()))
    return [
        _fact(_("来源渠道"), f"{record.get_channel_display()} {record.external_number}".strip()),
        _fact(_("密级"), record.get_label_display()),
        _fact(_("登记人"), record.received_by.name if record.received_by else ""),
        _fact(_("承办人"), record.handler.name if record.handler else ""),
        _fact(_("专项行动"), record.campaign.title if record.campaign else _("不属于专项行动")),
        _fact(_("要求补正"), record.supplement_request, note=record.supplement_requested_on),
        _fact(_("补正收齐"), record.supplemented_on),
        _fact(
            _("受理日期"),
            record.accepted_on,
            note=_("时效最后一日，已人工核对") if record.is_edge_confirmed else "",
        ),
        _fact(_("不予受理情形"), record.get_refusal_ground_display()),
        _fact(_("不予受理理由"), record.refusal_reason, note=record.closed_on),
        _fact(
            _("并入的原件") if record.state == State.MERGED else _("已受理的同一来件"),
            earlier.number if earlier else "",
            earlier.get_absolute_url() if earlier else "",
            note=record.closed_on if record.state == State.MERGED else "",
        ),
        _fact(_("告知去向"), f"{record.get_redirected_to_display()}{office}"),
        _fact(_("告知内容"), record.redirect_note, note=record.closed_on if record.redirect_note else ""),
        _fact(_("处理结果"), record.result, note=record.concluded_on),
        _fact(_("追回"), recovered),
        _fact(_("反馈"), record.feedback, note=record.get_feedback_method_display()),
    ]


def _fact(label: Sentence, value: object, url: str = "", note: object = "") -> dict[str, Any]:
    return {"label": label, "value": _written(value), "url": url, "note": _written(note or "")}


def _written(value: object) -> object:
    """A day in its one form, 2021-06-15."""
    return value.isoformat() if isinstance(value, date) else value


def _yuan(amount: Decimal | None) -> str:
    return money.told(amount) if amount else ""


def _limitation(record: Complaint) -> str:
    if record.limitation_ends_on is None:
        return ""
    day = record.limitation_ends_on.isoformat()
    if record.is_limitation_edge:
        return _("查处时效到 %(day)s，收到来件当天正是最后一天，受理前须人工核对") % {"day": day}
    return _("查处时效到 %(day)s") % {"day": day}
