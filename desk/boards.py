"""The head of each one's worklist: the button that leads on, by right and phase, and the board of what they watch (UX-30)."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from campaign.models import Campaign
from campaign.phases import Phase
from casework.by import Reader
from casework.models import Deadline
from desk import approvals
from desk.worklist import Standing
from law.clock import today
from law.words import Sentence


@dataclass(frozen=True)
class Button:
    label: Sentence
    url: str


@dataclass(frozen=True)
class Start:
    """What a desk starts by itself: who holds `permission`, but not `unless`, in one of `phases` (all of them without any)."""

    permission: str
    label: Any
    route: str
    unless: str = ""
    phases: tuple[str, ...] = ()


@dataclass(frozen=True)
class Watched:
    """A number this person keeps an eye on, with the rows behind it."""

    label: Sentence
    number: int
    url: str


# The first that fits is the page's primary button, where nothing that waits is more urgent.
STARTS = (
    Start(
        "reports.submit_summary", gettext_lazy("写总结报告"), "reports:summary_list", phases=(Phase.SUMMARY,)
    ),
    Start(
        "reports.finish_district", gettext_lazy("收总结报告"), "reports:summary_list", phases=(Phase.SUMMARY,)
    ),
    Start(
        "patrols.record_patrol",
        gettext_lazy("记录一次巡查"),
        "patrols:patrol_create",
        unless="registry.see_all_towns",
    ),
    Start(
        "complaints.register",
        gettext_lazy("登记投诉举报"),
        "complaints:complaint_new",
        unless="checks.assign",
    ),
    Start("accounts.create_user", gettext_lazy("新建账号"), "accounts:user_create"),
    Start("accounts.view_user", gettext_lazy("账号与授权"), "accounts:user_list"),
    Start("casework.view_audit", gettext_lazy("查看审计日志"), "casework:audit_log"),
    Start("reports.view_cockpit", gettext_lazy("看驾驶舱"), "reports:cockpit"),
)


def buttons(user: Reader, waits: Standing) -> list[Button]:
    """The way on, the first the most urgent: what waits goes before what may be begun."""
    phase = _phase()
    urgent = [button for tell in URGENT for button in tell(user, waits, phase)]
    started = _start(user, phase)
    return [*urgent[:1], *([started] if started else [])]


def board(user: Reader, waits: Standing, unclaimed: int) -> list[Watched]:
    """What a leader keeps an eye on besides his own list; nothing for whoever only works off his own."""
    home, found = reverse("desk:worklist"), []
    if user.has_perm("registry.inspect"):
        return []
    if approvals.acts_of(user):
        found.append(Watched(_("等我签批"), waits.signing, reverse("desk:approvals")))
    if user.has_perm("checks.assign"):
        found += [
            Watched(_("还没人接的投诉举报"), unclaimed, f"{home}?group=unclaimed"),
            Watched(_("待指派的检查"), waits.counts.get("inspection", 0), f"{home}?kind=inspection"),
        ]
    if found and user.has_perm("cases.view_case"):
        late = Deadline.objects.overdue(today()).count()
        found.append(Watched(_("全队已超期的时限"), late, f"{reverse('reports:clock_list')}?urgency=late"))
    return found


def _phase() -> str | None:
    campaign = Campaign.objects.current()
    return campaign.phase_on(today()) if campaign else None


def _to_sign(user: Reader, waits: Standing, phase: str | None) -> list[Button]:
    if not waits.signing or user.has_perm("registry.inspect") or not approvals.acts_of(user):
        return []
    return [Button(_("逐件签批（%(n)s）") % {"n": waits.signing}, reverse("desk:approvals"))]


def _to_assign(user: Reader, waits: Standing, phase: str | None) -> list[Button]:
    waiting = waits.counts.get("inspection", 0)
    if phase != Phase.INSPECTION or not waiting or not user.has_perm("checks.assign"):
        return []
    return [
        Button(_("指派检查人员（%(n)s 户）") % {"n": waiting}, f"{reverse('desk:worklist')}?kind=inspection")
    ]


def _late(user: Reader, waits: Standing, phase: str | None) -> list[Button]:
    """A town first does what is late; recording another patrol can wait."""
    late = waits.soon.get("late", 0)
    if not late or not user.has_perm("patrols.record_patrol") or user.has_perm("registry.see_all_towns"):
        return []
    return [Button(_("先办超期的（%(n)s 件）") % {"n": late}, f"{reverse('desk:worklist')}?due=late")]


def _day(user: Reader, waits: Standing, phase: str | None) -> list[Button]:
    """An inspector in the weeks of visits starts from the sheet of the day."""
    if phase != Phase.INSPECTION or not waits.total or not user.has_perm("checks.record_visit"):
        return []
    return [Button(_("今日一张单"), reverse("desk:day"))]


URGENT: tuple[Callable[[Reader, Standing, str | None], list[Button]], ...] = (
    _to_sign,
    _to_assign,
    _late,
    _day,
)


def _start(user: Reader, phase: str | None) -> Button | None:
    for start in STARTS:
        is_theirs = user.has_perm(start.permission) and not (start.unless and user.has_perm(start.unless))
        if is_theirs and (not start.phases or phase in start.phases):
            return Button(str(start.label), reverse(start.route))
    return None
