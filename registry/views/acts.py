"""Warnings of an employer, and the towns with who serves them."""

from typing import Any

from django.db.models import Count, QuerySet
from django.http import HttpResponse
from django.shortcuts import get_object_or_404
from django.urls import reverse, reverse_lazy
from django.utils.translation import gettext_lazy as _
from django.views.generic import TemplateView

from casework.views import Permitted, RecordFormView, source_of
from law.clock import today
from registry import services
from registry.forms.acts import PostingEndForm, PostingForm, WarningCloseForm, WarningForm
from registry.models import Employer, Posting, Town, Warning


class WarningOpenView(RecordFormView):
    permission = "registry.open_warning"
    form_class = WarningForm
    title = _("登记预警")
    submit_label = _("登记预警")

    def dispatch(self, request: Any, *args: Any, **kwargs: Any) -> HttpResponse:
        self.employer = get_object_or_404(Employer.objects.visible_to(request.user), pk=kwargs["pk"])
        self.intro, self.cancel_url = self.employer.name, self.employer.get_absolute_url()
        return super().dispatch(request, *args, **kwargs)

    def do(self, form: Any) -> Warning:
        return services.open_warning(
            employer=self.employer, actor=self.request.user, source=source_of(self.request), **form.cleaned_data
        )


class WarningCloseView(RecordFormView):
    permission = "registry.close_warning"
    form_class = WarningCloseForm
    title = _("解除预警")
    submit_label = _("解除预警")

    def dispatch(self, request: Any, *args: Any, **kwargs: Any) -> HttpResponse:
        self.warning = get_object_or_404(
            Warning.objects.visible_to(request.user).select_related("employer"), pk=kwargs["pk"]
        )
        self.intro, self.cancel_url = str(self.warning), self.warning.get_absolute_url()
        return super().dispatch(request, *args, **kwargs)

    def do(self, form: Any) -> Warning:
        return services.close_warning(
            self.warning, actor=self.request.user, source=source_of(self.request), **form.cleaned_data
        )


class TownListView(Permitted, TemplateView):
    permission = "registry.view_town"
    template_name = "registry/town_list.html"

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        user = self.request.user
        numbers = dict(
            Employer.objects.visible_to(user).order_by().values_list("town").annotate(number=Count("pk"))
        )
        posted: dict[int, list[Posting]] = {}
        for posting in Posting.objects.visible_to(user).current(today()).select_related("user"):
            posted.setdefault(posting.town_id, []).append(posting)
        lines = [
            {
                "town": town,
                "number": numbers.get(town.pk, 0),
                "url": f"{reverse('registry:employer_list')}?town={town.pk}",
                "postings": posted.get(town.pk, []),
            }
            for town in Town.objects.visible_to(user)
        ]
        return super().get_context_data(lines=lines, unassigned=numbers.get(None, 0), **kwargs)


class PostingListView(Permitted, TemplateView):
    """For the system administrator, who sees people and towns but no employer."""

    permission = "registry.change_posting"
    template_name = "registry/posting_list.html"

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        postings = Posting.objects.visible_to(self.request.user).select_related("user", "town")
        return super().get_context_data(postings=postings, today=today(), **kwargs)


class PostingStartView(RecordFormView):
    permission = "registry.change_posting"
    form_class = PostingForm
    title = _("派驻镇街")
    submit_label = _("登记派驻")
    cancel_url = reverse_lazy("registry:posting_list")

    def do(self, form: Any) -> Posting:
        return services.start_posting(actor=self.request.user, source=source_of(self.request), **form.cleaned_data)

    def get_success_url_for(self, made: Any) -> str:
        return str(reverse("registry:posting_list"))


class PostingEndView(PostingStartView):
    form_class = PostingEndForm
    title = _("结束派驻")
    submit_label = _("结束派驻")

    def dispatch(self, request: Any, *args: Any, **kwargs: Any) -> HttpResponse:
        self.posting = get_object_or_404(self.postings(request.user), pk=kwargs["pk"])
        self.intro = str(self.posting)
        return super().dispatch(request, *args, **kwargs)

    def postings(self, user: Any) -> QuerySet:
        return Posting.objects.visible_to(user).select_related("user", "town")

    def do(self, form: Any) -> Posting:
        return services.end_posting(
            self.posting, actor=self.request.user, source=source_of(self.request), **form.cleaned_data
        )
