"""The search in the page header: a number leads to its record, anything else to the employers."""

from urllib.parse import urlencode

from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.urls import reverse
from django.views.generic import TemplateView

from casework import numbering
from casework.views import Permitted
from desk import search

LONGEST = 60


class SearchView(Permitted, TemplateView):
    permission = "registry.view_employer"
    template_name = "desk/search.html"

    def get(self, request: HttpRequest, *args: object, **kwargs: object) -> HttpResponse:
        text = request.GET.get("q", "").strip()[:LONGEST]
        employers = f"{reverse('registry:employer_list')}?{urlencode({'q': text})}"
        if not numbering.is_meant(text):
            return HttpResponseRedirect(employers)
        found = search.records(text, request.user)
        if len(found) == 1:
            return HttpResponseRedirect(found[0][1].get_absolute_url())
        return self.render_to_response(self.get_context_data(text=text, found=found, employers_url=employers))
