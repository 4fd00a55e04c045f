"""The list of employers and the file of one (一企一档)."""

from collections import Counter
from typing import Any

from django.db.models import QuerySet
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import get_object_or_404
from django.urls import reverse_lazy
from django.utils.decorators import method_decorator
from django.utils.translation import gettext_lazy as _
from django.views.decorators.cache import never_cache
from django.views.generic import DetailView

from casework.limits import TooOften
from casework.views import Column, Permitted, RecordListView, by_of, wait_page
from law.identity import mask_phone
from registry import dossier
from registry.filters import WARNED, EmployerFilter
from registry.models import Employer
from registry.services import employers, sameness
from registry.views.facts import REVEALED, facts_of, gist_of, missing, staff_of

HOME = (_("用人单位"), reverse_lazy("registry:employer_list"))
WARNINGS_SHOWN = 20


class EmployerListView(RecordListView):
    permission = "registry.view_employer"
    model = Employer
    filterset_class = EmployerFilter
    template_name = "registry/employer_list.html"
    title = HOME[0]
    shown = ("name", "code", "address", "status", "is_licensed", "grade", "headcount", "town__name")
    columns = (
        Column(_("企业名称"), lambda row: row.name, 36),
        Column(_("统一社会信用代码"), lambda row: row.credit_code, 22),
        Column(_("登记号"), lambda row: row.register_number),
        Column(_("镇街"), lambda row: row.town.name if row.town else "", 16),
        Column(_("地址"), lambda row: row.address, 40),
        Column(_("类别"), lambda row: "、".join(category.name for category in row.listed_categories), 18),
        Column(_("登记状态"), lambda row: row.get_status_display()),
        Column(_("成立日期"), lambda row: row.founded_on),
        Column(_("注册资本"), lambda row: row.registered_capital, 18),
        Column(_("联系电话"), lambda row: mask_phone(row.contact_phone), 16),
        Column(_("职工人数"), lambda row: row.headcount),
        Column(_("守法诚信等级"), lambda row: row.grade),
        Column(_("有营业执照"), lambda row: row.is_licensed),
        Column(_("未解除预警"), lambda row: "、".join(w.get_level_display() for w in row.open_warnings)),
    )

    def rows(self) -> QuerySet:
        return Employer.objects.visible_to(self.request.user).for_list()

    def get_context_data(self, **kwargs: object) -> dict[str, Any]:
        user, asked = self.request.user, self.request.GET.get("warned", "")
        extra = {
            "shortcuts": [
                {"label": _("全部"), "url": self._address("warned"), "is_current": not asked},
                *(
                    {"label": label, "url": self._address(warned=code), "is_current": asked == code}
                    for code, label in WARNED
                ),
            ],
            "may_create": user.has_perm("registry.create_employer"),
            "may_import": user.has_perm("registry.import_employers"),
        }
        return super().get_context_data(**{**extra, **kwargs})


class EmployerDetailView(Permitted, DetailView):
    """Facts on the left, everything that happened on the right, of all rooms; `?room=` narrows it to one."""

    permission = "registry.view_employer"
    template_name = "registry/employer_detail.html"
    context_object_name = "employer"
    parents = (HOME,)
    revealed = ""

    def get_queryset(self) -> QuerySet:
        return Employer.objects.visible_to(self.request.user).for_dossier()

    def get(self, request: HttpRequest, *args: object, **kwargs: int) -> HttpResponse:
        """One that was merged into another leads there, for links and papers still name it."""
        try:
            return super().get(request, *args, **kwargs)
        except Http404:
            merged = Employer.everyone.exclude(merged_into=None).filter(pk=kwargs["pk"]).values("merged_into")
            present = get_object_or_404(self.get_queryset(), pk__in=merged)
            return HttpResponseRedirect(present.get_absolute_url())

    def here(self) -> str:
        return self.object.name

    def get_context_data(self, **kwargs: object) -> dict[str, Any]:
        employer, user = self.object, self.request.user
        events = dossier.events(employer, user)
        matters = dossier.open_matters(events)
        room = self.request.GET.get("room", "")
        facts = facts_of(
            employer, may_reveal=user.has_perm("registry.reveal_contact"), revealed=self.revealed
        )
        known = [*facts, *staff_of(employer)]
        extra = {
            "record_no": employer.code,
            "print_title": _("一企一档"),
            "gist": gist_of(employer, events, matters, dossier.standing(employer, user)),
            "matters": matters,
            "facts": [fact for fact in known if fact.value],
            "missing": missing(known),
            "warnings": list(employer.warnings.order_by("closed_on", "-opened_on")[:WARNINGS_SHOWN]),
            "links": dossier.links(employer, user),
            "entries": [event for event in events if event.room == room] if room else events,
            "rooms": self._rooms(events, room),
            "event_count": len(events),
            "attachments": list(employer.attachments.all()),
            "may_change": user.has_perm("registry.change_employer"),
            "former_names": list(employer.former_names.all()) if employer.was_otherwise else [],
            "may_warn": user.has_perm("registry.open_warning"),
            "may_close": user.has_perm("registry.close_warning"),
        }
        return super().get_context_data(**{**extra, **kwargs})

    def _rooms(self, events: list[dossier.Event], current: str) -> list[tuple[str, int, bool]]:
        """The chips over the list of events: each room with something to tell, and how much."""
        return [
            (room, number, room == current)
            for room, number in Counter(event.room for event in events).items()
        ]


class EmployerCountsView(Permitted, DetailView):
    """How many records each room holds; the file asks for it after it is shown, so that opening it costs less."""

    permission = "registry.view_employer"
    context_object_name = "employer"

    def get_queryset(self) -> QuerySet:
        return Employer.objects.visible_to(self.request.user)

    def get_template_names(self) -> list[str]:
        return ["registry/_counts.html" if self.request.htmx else "registry/employer_counts.html"]

    def get_context_data(self, **kwargs: object) -> dict[str, Any]:
        employer, user = self.object, self.request.user
        extra = {
            "counts": dossier.counts(employer, user),
            "likely": sameness.of(employer, user) if user.has_perm("registry.change_employer") else [],
            "may_merge": user.has_perm("registry.propose_merge"),
        }
        return super().get_context_data(**{**extra, **kwargs})


@method_decorator(never_cache, name="dispatch")
class EmployerRevealView(EmployerDetailView):
    """The file with one person's detail unmasked, once; who looked is written down."""

    permission = "registry.reveal_contact"
    http_method_names = ["post"]

    def post(self, request: HttpRequest, pk: int, field: str) -> HttpResponse:
        if field not in REVEALED:
            raise Http404
        self.object, self.revealed = get_object_or_404(self.get_queryset(), pk=pk), field
        try:
            employers.reveal_contact(self.object, field=field, by=by_of(request))
        except TooOften as wait:
            return wait_page(request, wait.minutes)
        return self.render_to_response(self.get_context_data())
