"""The words a complaint is sorted by."""

from collections.abc import Collection

from django.db import models
from django.utils.translation import gettext_lazy as _

from law import matters


class Channel(models.TextChoices):
    """How it came in."""

    VISIT = "visit", _("来访")
    LETTER = "letter", _("来信")
    PHONE = "phone", _("电话")
    HOTLINE_12333 = "hotline_12333", _("12333热线")
    HOTLINE_12345 = "hotline_12345", _("12345热线")
    WAGE_PLATFORM = "wage_platform", _("全国根治欠薪线索反映平台")
    PETITION = "petition", _("信访")
    SUPERIOR = "superior", _("上级交办")
    DEPARTMENT = "department", _("部门移送")
    GRID_PATROL = "grid_patrol", _("网格巡查")


class Kind(models.TextChoices):
    """投诉: a worker about his own rights, by name. 举报: anybody, anonymous if he likes (25号令 10、12)."""

    COMPLAINT = "complaint", _("投诉")
    REPORT = "report", _("举报")


class Label(models.TextChoices):
    """The security label of a record, the least first. Looks at a labelled one are written down; towns do not see 举报保密."""

    GENERAL = "general", _("一般")
    SENSITIVE = "sensitive", _("敏感")
    WHISTLEBLOWER = "whistleblower", _("举报保密")


def strictest(*labels: str) -> str:
    """The label that holds where several are asked for."""
    return max(labels, key=Label.values.index)


def least_label(*, kind: str, codes: Collection[str], involves_minors: bool) -> str:
    """Below which no complaint is labelled: the matters decide, as with a case, a visit and a patrol."""
    if not (involves_minors or matters.are_sensitive(codes) or matters.are_about_minors(codes)):
        return Label.GENERAL
    return Label.WHISTLEBLOWER if kind == Kind.REPORT and matters.are_sensitive(codes) else Label.SENSITIVE


def usual_label(*, kind: str, is_anonymous: bool) -> str:
    """The label where nobody says otherwise: whoever reports by name is protected (条例 9、12)."""
    return Label.WHISTLEBLOWER if kind == Kind.REPORT and not is_anonymous else Label.GENERAL


class RefusalGround(models.TextChoices):
    """青岛市劳动保障监察条例 26–27."""

    OUT_OF_SCOPE = "out_of_scope", _("不属于劳动保障监察范围")
    EMPLOYER_UNIDENTIFIED = "employer_unidentified", _("补正后仍无法确定用人单位")
    ALREADY_FILED = "already_filed", _("同一事项已经立案调查处理")
    EXPIRED = "expired", _("超过查处时效")
    OTHER = "other", _("其他不予受理的情形")


class Destination(models.TextChoices):
    """Where somebody is told to go instead."""

    ARBITRATION = "arbitration", _("劳动人事争议仲裁")
    OTHER_DEPARTMENT = "other_department", _("其他部门")
    OTHER_DISTRICT = "other_district", _("有管辖权的其他区（市）")


class FeedbackMethod(models.TextChoices):
    PHONE = "phone", _("电话")
    VISIT = "visit", _("当面")
    LETTER = "letter", _("书面")
    PLATFORM = "platform", _("来件平台")
