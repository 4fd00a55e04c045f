"""What people ask for in an address stays in histories and logs: no number of a person is looked for there (CMP-20)."""

from collections.abc import Callable

from django.contrib import messages
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.utils.translation import gettext as _

from law.personal import holds_number


class NoNumberInAddress:
    """Middleware: whoever asks with a telephone or a resident number is led to the same address without it, before any page,
    any search and any entry of the trail has seen it."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        if request.method not in ("GET", "HEAD"):
            return self.get_response(request)
        names = [name for name, values in request.GET.lists() if any(map(holds_number, values))]
        if not names:
            return self.get_response(request)
        left = request.GET.copy()
        for name in (*names, "export"):
            left.pop(name, None)
        messages.warning(
            request,
            _("查找的文字里有像电话或者身份证号的号码，没有按它查找，也没有记下。请改用编号或者单位名称。"),
        )
        return HttpResponseRedirect(f"{request.path}?{left.urlencode()}" if left else request.path)
