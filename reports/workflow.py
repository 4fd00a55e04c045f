"""The way of a summary report: drafted by the system, written and submitted by the town, accepted by the brigade (方案四（四）).

A late report is marked, never refused. The district's own summary is finished by the brigade; nobody here accepts it.
"""

from django.db import models
from django.utils.translation import gettext_lazy as _

from campaign.phases import Phase
from casework.table import ASIDE, BACK, NEW, SAME, Act, Row, Workflow, guard
from law.words import told


class State(models.TextChoices):
    DRAFT = "draft", _("待报送")
    SUBMITTED = "submitted", _("已报送")
    RETURNED = "returned", _("已退回")
    ACCEPTED = "accepted", _("已接收")


@guard(_("镇街总结由本镇街填写，区级总结由大队填写。"))
def is_own_level(act: Act) -> bool:
    """Towns write their own summary, the brigade the district's; the system may fill in either."""
    if act.actor is None:
        return True
    return act.actor.has_perm("reports.submit_summary") == (act.record.town_id is not None)


@guard(_("这是区级总结，由大队定稿，不用报送。"))
def is_of_town(act: Act) -> bool:
    return act.record.town_id is not None


@guard(_("这是镇街总结，由镇街报送。"))
def is_of_district(act: Act) -> bool:
    return act.record.town_id is None


@guard(_("六个部分还没有写全，请先点“填写总结”补齐。"))
def is_written(act: Act) -> bool:
    return not act.record.empty_sections


S = State
TABLE = Workflow(
    states=State,
    rows=(
        Row("draft_summary", NEW, S.DRAFT, None, _("生成总结初稿")),
        Row(
            "submit_summary",
            (S.DRAFT, S.RETURNED),
            S.SUBMITTED,
            "reports.submit_summary",
            _("报送总结"),
            phases=(Phase.SUMMARY,),
            guards=(is_of_town, is_written),
            notify=("receivers",),
            hint=told(_("报送时的数据随即固定，并算出摘要；之后的变动不改变已报送的数字。")),
        ),
        Row(
            "finish_district",
            S.DRAFT,
            S.ACCEPTED,
            "reports.finish_district",
            _("区级总结定稿"),
            phases=(Phase.SUMMARY,),
            guards=(is_of_district, is_written),
            hint=told(_("定稿时的数据随即固定，并算出摘要。")),
        ),
        Row(
            "save_text",
            (S.DRAFT, S.RETURNED),
            SAME,
            "reports.save_text",
            _("填写总结"),
            guards=(is_own_level,),
            kind=ASIDE,
        ),
        Row(
            "remind_town",
            (S.DRAFT, S.RETURNED),
            SAME,
            "reports.remind_town",
            _("催报"),
            guards=(is_of_town,),
            notify=("town_officers",),
            kind=ASIDE,
            in_lists=True,
            hint=told(_("派驻本镇街的人收到通知，报送期限不变")),
        ),
        Row(
            "accept_summary",
            S.SUBMITTED,
            S.ACCEPTED,
            "reports.accept_summary",
            _("接收总结"),
            four_eyes=("submit_summary",),
            in_bulk=True,
            notify=("town_officers",),
        ),
        Row(
            "return_summary",
            S.SUBMITTED,
            S.RETURNED,
            "reports.return_summary",
            _("退回修改"),
            notify=("town_officers",),
            kind=BACK,
        ),
    ),
    final=(S.ACCEPTED,),
    unclocked={
        S.SUBMITTED: _("镇街已经按时报送；大队何时接收，方案没有定日数"),
        S.RETURNED: _("修改几天由大队退回时写明，方案没有定日数"),
    },
)
