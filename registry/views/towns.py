"""The towns with their employers and who serves them; and, for the system administrator, the postings."""

from collections import Counter
from functools import cached_property
from typing import Any

from django.db.models import Count, QuerySet
from django.forms import BaseForm
from django.shortcuts import get_object_or_404
from django.urls import reverse, reverse_lazy
from django.utils.translation import gettext_lazy as _
from django.views.generic import TemplateView

from casework.views import Permitted, RecordFormView, RecordListView, Stamped, by_of
from law.clock import today
from registry.forms import EndPostingForm, PostingForm
from registry.models import Employer, EmployerStatus, Posting, Town
from registry.services import postings
from registry.views.employers import HOME

POSTINGS = (_("派驻"), reverse_lazy("registry:posting_list"))


class TownListView(Permitted, TemplateView):
    """Numbers of all towns by one GROUP BY over the employers one may see."""

    permission = "registry.view_town"
    template_name = "registry/town_list.html"
    title = _("镇街")
    parents = (HOME,)

    def get_context_data(self, **kwargs: object) -> dict[str, Any]:
        user, listed = self.request.user, reverse("registry:employer_list")
        grouped = Employer.objects.visible_to(user).order_by().values_list("town", "status")
        numbers: Counter[int | None] = Counter()
        active: Counter[int | None] = Counter()
        for pk, status, number in grouped.annotate(number=Count("pk")):
            numbers[pk] += number
            active[pk] += number if status == EmployerStatus.ACTIVE else 0
        posted: dict[int, list[Posting]] = {}
        for posting in Posting.objects.visible_to(user).current(today()).select_related("user"):
            posted.setdefault(posting.town_id, []).append(posting)
        lines = [
            {
                "town": town,
                "number": numbers[town.pk],
                "active": active[town.pk],
                "url": f"{listed}?town={town.pk}",
                "postings": posted.get(town.pk, []),
            }
            for town in Town.objects.visible_to(user)
        ]
        unassigned = {"number": numbers[None], "url": f"{listed}?town=none"}
        return super().get_context_data(lines=lines, unassigned=unassigned, **kwargs)


class PostingListView(RecordListView):
    """People and towns, no employer: the page of the system administrator."""

    permission = "registry.change_posting"
    model = Posting
    template_name = "registry/posting_list.html"
    title = POSTINGS[0]

    def rows(self) -> QuerySet:
        return super().rows().select_related("user", "town")

    def get_context_data(self, **kwargs: object) -> dict[str, Any]:
        return super().get_context_data(**{"today": today(), "not_posted": postings.not_posted(), **kwargs})


class PostingStartView(RecordFormView):
    permission = "registry.change_posting"
    form_class: type[BaseForm] = PostingForm
    title = submit_label = _("登记派驻")
    parents = (POSTINGS,)
    done_message = _("已登记派驻。")

    def get_initial(self) -> dict[str, Any]:
        return {"user": self.request.GET.get("user", "")}

    def do(self, form: BaseForm) -> Posting:
        return postings.start_posting(by=by_of(self.request), **form.cleaned_data)

    def get_success_url_for(self, made: Posting) -> str:
        return reverse("registry:posting_list")


class PostingEndView(Stamped, PostingStartView):
    form_class = EndPostingForm
    title = submit_label = _("结束派驻")
    done_message = _("派驻已结束。")

    @cached_property
    def posting(self) -> Posting:
        rows = Posting.objects.visible_to(self.request.user).select_related("user", "town")
        return get_object_or_404(rows, pk=self.kwargs["pk"])

    @property
    def intro(self) -> str:
        return str(self.posting)

    def versioned(self) -> Posting:
        return self.posting

    def do(self, form: BaseForm) -> Posting:
        self.still_as_shown()
        return postings.end_posting(self.posting, by=by_of(self.request), **form.cleaned_data)
