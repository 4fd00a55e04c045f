"""What a date field makes of what is being typed; static/js/fields.js asks. It reads nothing and writes nothing."""

from django.http import HttpRequest, HttpResponse, JsonResponse

from casework.forms import day_told
from casework.views.base import Permitted
from law import clock, typed_days

LONGEST = 40


class DayTypedView(Permitted):
    """`?q=昨天` is `{"value": "2021-06-23", "told": "周三"}`; both empty where no day is named. `kind` is `day` or `moment`."""

    permission = "casework.use_inbox"

    def get(self, request: HttpRequest, *args: object) -> HttpResponse:
        typed, today = request.GET.get("q", "")[:LONGEST], clock.today()
        value = ""
        if request.GET.get("kind") == "moment":
            moment = typed_days.moment_typed(typed, today)
            value = f"{moment:%Y-%m-%d %H:%M}" if moment else ""
        else:
            day = typed_days.day_typed(typed, today)
            value = day.isoformat() if day else ""
        return JsonResponse({"value": value, "told": day_told(value[:10])})
