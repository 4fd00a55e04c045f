"""The home page: what to do next, and what I did."""

from typing import Any
from urllib.parse import urlencode

from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.generic import TemplateView

from casework import holdings, notices, submissions
from casework.by import Reader
from casework.kinds import on_desk
from casework.urgency import URGENCIES
from casework.views import Permitted
from desk import administrators, approvals, boards, deeds, lines, worklist
from desk.tabs import tabs
from law.words import Sentence

UNCLAIMED = "unclaimed"
FEW = 8


class WorklistView(Permitted, TemplateView):
    """待办 by urgency; filters by kind and text stand in the address."""

    permission = "desk.view_worklist"
    template_name = "desk/worklist.html"

    def get_context_data(self, **kwargs: object) -> dict[str, Any]:
        user, query = self.request.user, self.request.GET
        waits = worklist.standing(user)
        group = UNCLAIMED if query.get("group") == UNCLAIMED else ""
        free, free_count = worklist.unclaimed(user, limit=_limit(query.get("limit", "")) if group else FEW)
        asked = self._asked(waits, group)
        found = [] if group else worklist.todo(user, counts=waits.counts, **asked)
        told = lines.told([*found, *free], user)
        news, unread = notices.newest(user)
        extra = {
            "groups": lines.grouped(told[: len(found)]),
            "free": told[len(found) :],
            "free_count": free_count,
            "free_url": _address(group=UNCLAIMED),
            "forecast": self._forecast(waits, asked["urgency"]),
            "tabs": tabs("todo", waits.total, approving=_approving(user, waits), unread=unread),
            "kinds": [
                _kind(each.name, each.label, waits.counts[each.name], asked["kind"])
                for each in on_desk()
                if waits.counts[each.name]
            ],
            "kind": asked["kind"],
            "text": asked["text"],
            "due": asked["urgency"],
            "group": group,
            "total": waits.total,
            "shown": len(found),
            "more_url": _more(asked, len(found)),
            "buttons": boards.buttons(user, waits),
            "board": boards.board(user, waits, free_count),
            "duties": administrators.duties(user),
            "leavers": _leavers(user),
            "empty_why": _empty_why(user),
            "notices": news,
            "submission": submissions.new_key(),
        }
        return super().get_context_data(**{**extra, **kwargs})

    def _asked(self, waits: worklist.Standing, group: str) -> dict[str, Any]:
        query = self.request.GET
        return {
            "kind": query.get("kind", "") if query.get("kind") in waits.counts else "",
            "text": query.get("q", "").strip()[:50],
            "urgency": query.get("due", "") if query.get("due") in worklist.FORECAST else "",
            "limit": _limit(query.get("limit", "")),
        }

    def _forecast(self, waits: worklist.Standing, due: str) -> list[dict[str, Any]]:
        return [
            {
                "label": each.label,
                "lamp": each.lamp,
                "number": waits.soon[each.name],
                "url": _address(due=each.name),
                "is_current": each.name == due,
            }
            for each in URGENCIES
            if each.name in waits.soon
        ]


class DoneView(Permitted, TemplateView):
    permission = "desk.view_worklist"
    template_name = "desk/done.html"

    def get_context_data(self, **kwargs: object) -> dict[str, Any]:
        user = self.request.user
        days = deeds.by_day(worklist.done(user))
        return super().get_context_data(days=days, tabs=tabs("done", unread=notices.count(user)), **kwargs)


def _approving(user: Reader, waits: worklist.Standing) -> int | None:
    """How many approvals wait; None for whoever gives none."""
    return waits.approving if approvals.acts_of(user) else None


def _empty_why(user: Reader) -> str:
    """What will stand in an empty list: whoever does not work on the campaign only gets referrals."""
    if user.has_perm("reports.view_cockpit"):
        return _("该您办的事都办完了。有新的会出现在这里。")
    return _("收到的通报会列在这里。")


def _kind(name: str, label: Sentence, count: int, current: str) -> dict[str, Any]:
    return {"label": label, "count": count, "is_current": name == current, "url": _address(kind=name)}


def _more(asked: dict[str, Any], shown: int) -> str:
    """Where more lines stand than are shown; empty where all are."""
    if shown < asked["limit"]:
        return ""
    return _address(kind=asked["kind"], q=asked["text"], due=asked["urgency"], limit=str(asked["limit"] * 2))


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
