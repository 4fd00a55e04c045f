"""The search in the page header: a number leads to its record, anything else to the employers."""

from typing import Any
from urllib.parse import urlencode

from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.urls import reverse
from django.views.generic import TemplateView

from casework.views import Permitted
from reports import finding

LONGEST = 60


class FindView(Permitted, TemplateView):
    permission = "registry.view_employer"
    template_name = "reports/find.html"

    def get(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        text = request.GET.get("q", "").strip()[:LONGEST]
        employers = f"{reverse('registry:employer_list')}?{urlencode({'q': text})}"
        if not finding.looks_like_number(text):
            return HttpResponseRedirect(employers)
        found = finding.records(text, request.user)
        if len(found) == 1:
            return HttpResponseRedirect(found[0][1].get_absolute_url())
        return self.render_to_response(self.get_context_data(text=text, found=found, employers_url=employers))
