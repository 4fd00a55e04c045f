"""今日一张单: the sheet of a day on screen, telephone and paper, and arranging it."""

from datetime import date
from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.urls import reverse, reverse_lazy
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.generic import TemplateView

from casework import submissions
from casework.by import Reader
from casework.kinds import on_desk
from casework.views import Permitted, by_of
from casework.views.once import Once
from casework.workflow import Refused
from desk import approvals, day, sheet
from desk.services import planning
from desk.tabs import tabs

UP, DOWN = "up", "down"


def decides(user: Reader) -> bool:
    """Whether it is above all others who wait for this person."""
    return bool(approvals.acts_of(user)) and not user.has_perm("registry.inspect")


class DayView(Permitted, TemplateView):
    permission = "desk.view_worklist"
    template_name = "desk/day.html"
    title = gettext_lazy("今日一张单")
    parents = ((gettext_lazy("工作台"), reverse_lazy("desk:worklist")),)

    def get_context_data(self, **kwargs: object) -> dict[str, Any]:
        user = self.request.user
        leads = decides(user)
        extra = {
            "sheet": sheet.of(user, leads=leads),
            "leads": leads,
            "tabs": tabs("day"),
            "submission": submissions.new_key(),
        }
        return super().get_context_data(**{**extra, **kwargs})


class DayMoveView(Permitted, Once):
    """One line of the sheet up, down, or put off to a day (`to`); `keys` are the lines in the order in which they were shown."""

    permission = "desk.view_worklist"
    keeps_drafts = False

    def get(self, request: HttpRequest, *args: object, **kwargs: object) -> HttpResponse:
        return self._back()

    def post(self, request: HttpRequest, *args: object, **kwargs: object) -> HttpResponse:
        key, to = request.POST.get("key", ""), request.POST.get("to", "")
        keys = [each for each in request.POST.get("keys", "").split(",") if _is_key(each)][: sheet.MOST]
        if not _is_key(key) or not (to in (UP, DOWN) or _day(to)):
            messages.warning(request, _("没有挪动：请选一件事，再选上移、下移或者一个日子。"))
            return self._back()

        def deed() -> str:
            self._move(key, to, keys)
            return f"{reverse('desk:day')}#{key}"

        try:
            return self.once(deed)
        except Refused as refusal:
            messages.warning(request, refusal.sentence)
            return self._back()

    def _move(self, key: str, to: str, keys: list[str]) -> None:
        by, on = by_of(self.request), _day(to)
        if on is not None:
            planning.put_off(key, by=by, day=on)
        else:
            planning.arrange(day.moved(keys, key, -1 if to == UP else 1), by=by)

    def _back(self) -> HttpResponse:
        return HttpResponseRedirect(reverse("desk:day"))


def _is_key(text: str) -> bool:
    kind, _dash, pk = text.rpartition("-")
    return pk.isascii() and pk.isdecimal() and len(pk) < 16 and kind in {each.name for each in on_desk()}


def _day(text: str) -> date | None:
    try:
        return date.fromisoformat(text)
    except ValueError:
        return None
