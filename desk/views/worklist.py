"""The home page: what to do next, and what I did."""

from typing import Any
from urllib.parse import urlencode

from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.generic import TemplateView

from casework import holdings
from casework.by import Reader
from casework.kinds import on_desk
from casework.models import Notice
from casework.urgency import URGENCIES
from casework.views import Permitted
from casework.views.detail import told
from desk import administrators, approvals, worklist
from law.words import Sentence


class WorklistView(Permitted, TemplateView):
    """待办 by urgency; filters by kind and text stand in the address."""

    permission = "desk.view_worklist"
    template_name = "desk/worklist.html"

    def get_context_data(self, **kwargs: object) -> dict[str, Any]:
        user, query = self.request.user, self.request.GET
        counts, numbers = worklist.standing(user)
        kind = query.get("kind", "") if query.get("kind") in counts else ""
        text, limit = query.get("q", "").strip()[:50], _limit(query.get("limit", ""))
        total = sum(counts.values())
        due = query.get("due", "") if query.get("due") in worklist.FORECAST else ""
        lines = worklist.todo(user, kind=kind, text=text, urgency=due, limit=limit, counts=counts)
        return super().get_context_data(
            groups=worklist.grouped(lines),
            forecast=[
                {
                    "label": each.label,
                    "lamp": each.lamp,
                    "number": numbers[each.name],
                    "url": _address(due=each.name),
                    "is_current": each.name == due,
                }
                for each in URGENCIES
                if each.name in numbers
            ],
            tabs=tabs(
                "todo",
                total,
                approving=sum(approvals.counts(user).values()) if approvals.acts_of(user) else None,
            ),
            kinds=[
                _kind(each.name, each.label, counts[each.name], kind)
                for each in on_desk()
                if counts[each.name]
            ],
            kind=kind,
            text=text,
            due=due,
            total=total,
            shown=len(lines),
            more_url=_address(kind=kind, q=text, due=due, limit=str(limit * 2))
            if len(lines) == limit
            else "",
            first_act=_first_act(user),
            duties=administrators.lines(user),
            leavers=_leavers(user),
            empty_why=_empty_why(user),
            notices=Notice.objects.visible_to(user).unread()[:5],
            **kwargs,
        )


class DoneView(Permitted, TemplateView):
    permission = "desk.view_worklist"
    template_name = "desk/done.html"

    def get_context_data(self, **kwargs: object) -> dict[str, Any]:
        user = self.request.user
        entries = worklist.done(user).prefetch_related("record")
        lines = [(entry, told(entry, entry.record.workflow)) for entry in entries if entry.record is not None]
        return super().get_context_data(lines=lines, tabs=tabs("done"), **kwargs)


def tabs(current: str, count: int | None = None, *, approving: int | None = None) -> list[dict[str, Any]]:
    """The pages of the desk; `approving` is how many approvals wait, where that is known."""
    return [
        {
            "label": _("待办"),
            "url": reverse("desk:worklist"),
            "is_current": current == "todo",
            "count": count,
        },
        {
            "label": _("待我审批"),
            "url": reverse("desk:approvals"),
            "is_current": current == "approvals",
            "count": approving,
        },
        {"label": _("已办"), "url": reverse("desk:done"), "is_current": current == "done", "count": None},
        {
            "label": _("通知"),
            "url": reverse("casework:inbox"),
            "is_current": current == "inbox",
            "count": None,
        },
    ]


# The one thing each desk starts most often; the first the user may do is the page's primary button.
FIRST_ACTS = (
    (
        "patrols.record_patrol",
        "registry.see_all_towns",
        gettext_lazy("记录一次巡查"),
        "patrols:patrol_create",
    ),
    ("complaints.register", "", gettext_lazy("登记投诉举报"), "complaints:complaint_new"),
    ("accounts.create_user", "", gettext_lazy("新建账号"), "accounts:user_create"),
    ("accounts.view_user", "", gettext_lazy("账号与授权"), "accounts:user_list"),
    ("casework.view_audit", "", gettext_lazy("查看审计日志"), "casework:audit_log"),
    ("reports.view_cockpit", "", gettext_lazy("看驾驶舱"), "reports:cockpit"),
)


def _empty_why(user: Reader) -> str:
    """What will stand in an empty list: whoever does not work on the campaign only gets referrals."""
    if user.has_perm("reports.view_cockpit"):
        return _("该您办的事都办完了。有新的会出现在这里。")
    return _("收到的通报会列在这里。")


def _first_act(user: Reader) -> dict[str, str] | None:
    for permission, unless, label, route in FIRST_ACTS:
        if user.has_perm(permission) and not (unless and user.has_perm(unless)):
            return {"label": str(label), "url": reverse(route)}
    return None


def _kind(name: str, label: Sentence, count: int, current: str) -> dict[str, Any]:
    return {"label": label, "count": count, "is_current": name == current, "url": _address(kind=name)}


def _address(**query: str) -> str:
    kept = {name: value for name, value in query.items() if value}
    return f"{reverse('desk:worklist')}?{urlencode(kept)}"


def _limit(text: str) -> int:
    return (
        min(int(text), 400) if text.isascii() and text.isdecimal() and int(text) > 0 else worklist.PAGE_SIZE
    )


def _leavers(user: Reader) -> list[str]:
    """People who left work behind, for those who hand it over; the line stands until there is nothing left."""
    return list(holdings.leavers().values_list("name", flat=True)) if user.has_perm(holdings.STAND_IN) else []
