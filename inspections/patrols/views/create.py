"""Recording a visit on a phone: choose the employer, then one long page that works without script."""

from typing import Any

from django.db.models import QuerySet
from django.http import HttpRequest, HttpResponse
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from accounts.signed_in import account_of
from casework.views import RecordFormView, taken_by
from complaints.models import Complaint
from complaints.services.repeats import window_start
from inspections.patrols.forms import PatrolForm
from inspections.patrols.forms.findings import BLANK_ROWS
from inspections.patrols.forms.patrol import POSITION
from inspections.patrols.models import Patrol
from inspections.patrols.services import recording
from inspections.patrols.views.listing import HOME
from inspections.patrols.views.pick import chosen_employer, pick_page, recent_employers
from law import policy
from law.clock import today


class PatrolCreateView(RecordFormView):
    permission = "patrols.record_patrol"
    brought = ("patrolled_on", "rest_ok")
    form_class = PatrolForm
    template_name = "patrols/patrol_form.html"
    title = _("新巡查")
    parents = (HOME,)
    done_message = _("巡查已保存。")
    made_with_page = ("uid",)
    measured = POSITION

    def get(self, request: HttpRequest, *args: object, **kwargs: object) -> HttpResponse:
        self.employer = chosen_employer(request.user, request.GET)
        if self.employer is None:
            return pick_page(request, aim="patrol", is_unknown="employer" in request.GET)
        return super().get(request, *args, **kwargs)

    def post(self, request: HttpRequest, *args: object, **kwargs: object) -> HttpResponse:
        self.employer = chosen_employer(request.user, request.POST)
        if "more" in request.POST:
            return self._with_more_rows()
        return super().post(request, *args, **kwargs)

    def get_form_kwargs(self) -> dict[str, Any]:
        mine = (
            Patrol.objects.visible_to(self.request.user)
            .filter(recorded_by=self.request.user.pk)
            .order_by("-pk")
        )
        last = mine.prefetch_related("patrollers").first() if self.request.method == "GET" else None
        given = super().get_form_kwargs()
        return given | {
            "employer": self.employer,
            "last_companions": self._companions(last) if last else "",
            "initial": given["initial"] | ({"employer": self.employer.pk} if self.employer else {}),
        }

    def do(self, form: PatrolForm) -> Patrol:
        by, visit = taken_by(self.request, form.visit())
        return recording.record_patrol(by=by, **visit)

    def get_context_data(self, **kwargs: object) -> dict[str, Any]:
        employer = self.employer
        known = (
            Patrol.objects.visible_to(self.request.user).filter(employer=employer)
            if employer
            else Patrol.objects.none()
        )
        extra = {
            "employer": employer,
            "last_patrols": list(known.prefetch_related("findings")[:3]),
            **self._of_this_year(known),
            "warnings": list(employer.warnings.open()) if employer else [],
            "complaints": self._complaints(),
            "recent": [] if employer else recent_employers(self.request.user),
            "pick_url": reverse("patrols:employer_pick"),
        }
        return super().get_context_data(**{**extra, **kwargs})

    def _with_more_rows(self) -> HttpResponse:
        """Without script: the same page with more blank rows; its files are kept, nothing is checked yet."""
        sent = self.request.POST.copy()
        rows = sent.get("finding-TOTAL_FORMS", "")
        sent["finding-TOTAL_FORMS"] = str(
            (int(rows) if rows.isdecimal() and len(rows) < 4 else 0) + BLANK_ROWS
        )
        form = PatrolForm(**(self.get_form_kwargs() | {"data": sent}))
        form.is_valid()
        form.forgive()
        return self.render_to_response(self.get_context_data(form=form))

    def _of_this_year(self, known: QuerySet) -> dict[str, Any]:
        """Today's patrols of this employer, and how many of the year once they are as many as 山东条例第十三条 allows."""
        rows = known.filter(patrolled_on__year=today().year).select_related("recorded_by")
        held = list(rows) if self.employer else []
        is_full = len(held) >= policy.integer("draw.frequency.daily")
        return {
            "same_day": [each for each in held if each.patrolled_on == today()],
            "over_limit": len(held) if is_full else 0,
        }

    def _complaints(self) -> int:
        """How many complaints about the employer were accepted of late, of those this user may know of."""
        if self.employer is None:
            return 0
        rows = Complaint.objects.visible_to(self.request.user).filter(employer=self.employer)
        return rows.accepted_within(window_start(today()), today()).count()

    def _companions(self, last: Patrol) -> str:
        return "、".join(
            each.name for each in last.patrollers.all() if each.name != account_of(self.request).name
        )
