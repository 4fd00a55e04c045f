"""Where a page leaves what is typed into it, when the browser may keep nothing of it (static/js/drafts.js)."""

from django.http import HttpRequest, HttpResponse
from django.utils.decorators import method_decorator
from django.views.decorators.cache import never_cache
from django.views.decorators.debug import sensitive_post_parameters
from django.views.generic import View

from casework import drafts, submissions


@method_decorator([never_cache, sensitive_post_parameters("record")], name="dispatch")
class DraftView(View):
    """GET gives what this person left in the form `key`, POST keeps it or, without a record, drops it."""

    permission = None

    def get(self, request: HttpRequest) -> HttpResponse:
        record = drafts.kept(user=request.user, key=request.GET.get("key", ""))
        return HttpResponse(record or "null", content_type="application/json")

    def post(self, request: HttpRequest) -> HttpResponse:
        key, record = request.POST.get("key", ""), request.POST.get("record", "")
        if not record:
            drafts.drop(user=request.user, key=key)
            return HttpResponse(status=204)
        number = request.POST.get(submissions.FIELD, "")
        is_kept = drafts.keep(user=request.user, key=key, record=record, submission=number)
        return HttpResponse(status=204 if is_kept else 413)
