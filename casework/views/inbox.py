"""The inbox: what others did that concerns me."""

from typing import Any

from django.db.models import QuerySet
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.utils.translation import gettext_lazy as _
from django.views.generic import View

from casework.models import Notice
from casework.views.base import Permitted
from casework.views.listing import RecordListView
from law.clock import now


class InboxView(RecordListView):
    permission = "casework.use_inbox"
    model = Notice
    template_name = "casework/inbox.html"
    title = _("通知")

    @property
    def is_all(self) -> bool:
        """Also what is over."""
        return self.request.GET.get("all") == "1"

    def rows(self) -> QuerySet[Notice]:
        rows = Notice.objects.visible_to(self.request.user)
        return rows if self.is_all else rows.standing()

    def get_context_data(self, **kwargs: object) -> dict[str, Any]:
        return super().get_context_data(**{"is_all": self.is_all, **kwargs})


class NoticeOpenView(Permitted, View):
    """Marks a notice read and goes to its record; the record's page decides whether it may still be seen."""

    permission = "casework.use_inbox"

    def post(self, request: HttpRequest, pk: int) -> HttpResponse:
        notice = get_object_or_404(
            Notice.objects.visible_to(request.user).select_related("content_type"), pk=pk
        )
        Notice.objects.visible_to(request.user).unread().filter(pk=pk).update(read_at=now())
        record = notice.record
        return redirect(
            record.get_absolute_url()
            if record is not None and hasattr(record, "get_absolute_url")
            else "casework:inbox"
        )


class InboxReadView(Permitted, View):
    permission = "casework.use_inbox"

    def post(self, request: HttpRequest, *args: object) -> HttpResponse:
        Notice.objects.visible_to(request.user).unread().update(read_at=now())
        return redirect("casework:inbox")
