"""Help: the signs of the site, the guide's pages with those of one's role first, and a search through them."""

from typing import Any

from django.http import Http404
from django.urls import reverse_lazy
from django.utils.translation import gettext_lazy as _
from django.views.generic import TemplateView

from accounts.signed_in import account_of
from casework.views import Permitted
from desk import guide

MOST_HITS = 30
HOME = ((_("帮助"), reverse_lazy("desk:help")),)


class HelpView(Permitted, TemplateView):
    permission = "desk.view_worklist"
    template_name = "desk/help.html"

    def get_context_data(self, **kwargs: object) -> dict[str, Any]:
        pages, role = guide.pages(), account_of(self.request).role
        text = self.request.GET.get("q", "").strip()[:50]
        hits = guide.search(text)
        return super().get_context_data(
            mine=[page for page in pages if role in page.roles],
            others=[page for page in pages if role not in page.roles],
            text=text,
            hits=hits[:MOST_HITS],
            number=len(hits),
            **kwargs,
        )


class GuideView(Permitted, TemplateView):
    permission = "desk.view_worklist"
    template_name = "desk/guide.html"

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        try:
            page = guide.page(kwargs["slug"])
        except KeyError as error:
            raise Http404(_("没有这一页说明。")) from error
        return super().get_context_data(
            page=page, title=page.title, pages=guide.pages(), crumbs=[*HOME, (page.title, "")], **kwargs
        )
