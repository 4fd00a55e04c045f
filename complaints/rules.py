"""What a complaint must satisfy to be entered or refused: one list for the forms and the services."""

from collections.abc import Iterable
from datetime import date, datetime, timedelta
from decimal import Decimal

from django.utils.translation import gettext as _

from casework.table import Act
from complaints.confidentiality import Complainant, mention
from complaints.kinds import Kind, RefusalGround
from complaints.models import Complaint
from complaints.workflow import is_within_limitation
from law.clock import day_of, now, today
from law.identity import InvalidNumber, check_person_number, check_phone
from law.matters import MATTERS
from registry.models import Employer

LONGEST_AGO = timedelta(days=366)
MOST_PEOPLE = 1_000_000


def date_errors(
    *, received_at: datetime, act_ended_on: date | None, external_deadline: date | None
) -> dict[str, str]:
    """What is wrong with the days, as field -> sentence."""
    errors = {}
    if received_at > now():
        errors["received_at"] = _("收到时间不能晚于现在，请核对日期和钟点。")
    elif received_at < now() - LONGEST_AGO:
        errors["received_at"] = _("收到时间在一年以前，请核对年份。")
    if act_ended_on and act_ended_on > today():
        errors["act_ended_on"] = _("违法行为终了日期不能晚于今天；还在持续的，请留空。")
    if external_deadline and external_deadline < day_of(received_at):
        errors["external_deadline"] = _("平台要求答复的日期早于收到日期，请核对来件单。")
    elif external_deadline and external_deadline > today() + LONGEST_AGO:
        errors["external_deadline"] = _("平台要求答复的日期在一年以后，请核对年份。")
    return errors


def person_errors(*, kind: str, is_anonymous: bool, told: Complainant) -> dict[str, str]:
    """Who must say who they are (25号令 13–14), and whether the numbers can be right."""
    if is_anonymous:
        return _anonymous_errors(kind, told)
    errors = {}
    if not told.name.strip():
        errors["name"] = (
            _("投诉须实名，请填写姓名。")
            if kind == Kind.COMPLAINT
            else _("请填写举报人姓名；不愿留名的，请勾选“匿名举报”。")
        )
    if not (told.phone or told.address):
        errors["phone"] = _("请填写电话或住址，否则无法告知受理结果。")
    return errors | number_errors(told)


def number_errors(told: Complainant) -> dict[str, str]:
    """Whether the phone and the identity number can be right, where given."""
    checks = {"phone": check_phone, "id_number": check_person_number}
    errors = {}
    for name, check in checks.items():
        try:
            if value := getattr(told, name):
                check(value)
        except InvalidNumber as wrong:
            errors[name] = str(wrong)
    return errors


def _anonymous_errors(kind: str, told: Complainant) -> dict[str, str]:
    if kind == Kind.COMPLAINT:
        return {"is_anonymous": _("投诉须实名。不愿留名的，请把类型改为“举报”。")}
    if told.names_somebody:
        return {"is_anonymous": _("已填写举报人信息，不是匿名。请取消“匿名举报”，或清空举报人信息。")}
    return {}


def case_errors(
    *,
    has_employer: bool,
    employer_named: str,
    matters: Iterable[str],
    content: str,
    told: Complainant,
    workers_count: int | None = None,
    amount: Decimal | None = None,
    employer: Employer | None = None,
    external_number: str = "",
) -> dict[str, str]:
    """What is wrong with the facts; the words that others will read must not name the complainant."""
    errors = {}
    if not has_employer and not employer_named.strip():
        errors["employer_named"] = _("请选定用人单位；不知道全称的，写来件所称的名称、招牌或地点。")
    if not matters or any(code not in MATTERS for code in matters):
        errors["matters"] = _("请至少选一项反映的事项。")
    read = {"content": content, "employer_named": employer_named, "external_number": external_number}
    for field, text in read.items():
        named = mention(told, text, employer=employer)
        if named:
            errors[field] = _(
                "这里出现了举报人的%(what)s。这一栏会给其他人看，请改写，不要写明举报人是谁。"
            ) % {"what": named}
    if not content.strip():
        errors["content"] = _("请写明反映的事实，供办理人员阅读。")
    if workers_count is not None and not 1 <= workers_count <= MOST_PEOPLE:
        errors["workers_count"] = _("涉及人数至少为 1，至多一百万；不清楚的请留空。")
    if amount is not None and amount < 0:
        errors["amount"] = _("金额不能小于 0。")
    return errors


def ground_error(record: Complaint, ground: str, earlier: Complaint | None) -> str:
    """Why a ground of refusal contradicts the record, or "" (青岛条例 26–27)."""
    is_in_time = is_within_limitation(Act(record, None, today())) is None
    wrong = {
        RefusalGround.EXPIRED: (
            is_in_time,
            _("按登记的违法行为终了日期没有超过查处时效，请先更正日期，或改选其他情形。"),
        ),
        RefusalGround.EMPLOYER_UNIDENTIFIED: (
            record.employer_id is not None or record.supplement_requested_on is None,
            _("须先要求补正，补正后仍不能确定用人单位的，才能以此不予受理。"),
        ),
        RefusalGround.ALREADY_FILED: (earlier is None, _("请在下面选定已经受理的那一件。")),
    }
    is_wrong, sentence = wrong.get(RefusalGround(ground), (False, ""))
    return sentence if is_wrong else ""


def supplemented_on_error(record: Complaint, on: date) -> str:
    """Why missing material cannot have been complete on that day."""
    asked_on = record.supplement_requested_on
    if on > today() or (asked_on is not None and on < asked_on):
        return _("补正材料收齐日期应在要求补正之日到今天之间，请核对。")
    return ""
