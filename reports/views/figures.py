"""The rows behind a number, and those it did not count, with the reason."""

from dataclasses import dataclass, replace
from typing import Any

from django.db.models import Model, Q, QuerySet
from django.http import Http404, HttpRequest
from django.http.response import HttpResponseBase
from django.utils.functional import cached_property
from django.utils.translation import gettext as _

from campaign.models import Campaign
from casework import kinds
from casework.views import RecordListView
from complaints.confidentiality import sees_hidden
from law.clock import today
from law.words import Sentence
from registry.models import Town
from registry.scoping import sees_all_towns
from reports import doors
from reports.filters import FigureForm
from reports.metrics import FIGURES, Figure, Window
from reports.metrics.compute import NOUGHT, count
from reports.metrics.figure import Rows
from reports.shape import Number, shown
from reports.views.summaries import HOME

SHOWN = 20


@dataclass(frozen=True)
class Left:
    """Rows a figure does not count, or not for certain, and why."""

    reason: Any
    number: int
    records: list[Any]

    @property
    def more(self) -> int:
        return self.number - len(self.records)


def _on_its_page(row: Model) -> Any:
    """The record on whose page a row stands; it keeps the row, which may be asked about."""
    record = kinds.of(type(row)).shown_by(row)
    record.row = row
    return record


class FigureView(RecordListView):
    """`?campaign=`, `?town=` and `?until=` say which number it was; rows the reader may not see are not shown."""

    permission = "reports.view_summary"
    template_name = "reports/figure.html"
    parents = (HOME,)
    # A rate or a total has no rows of its own to filter.
    filterset: Any = None

    @cached_property
    def figure(self) -> Figure:
        if (found := FIGURES.get(self.kwargs["code"])) is None:
            raise Http404
        return found

    def get(self, request: HttpRequest, *args: object, **kwargs: object) -> HttpResponseBase:
        if not doors.may_open(request.user, self.figure):
            raise Http404
        if self.figure.table is None:
            return self.render_to_response(self.get_context_data(parts=self._parts(), records=[]))
        return super().get(request, *args, **kwargs)

    @cached_property
    def asked(self) -> dict[str, Any]:
        form = FigureForm(self.request.GET, user=self.request.user)
        if not form.is_valid():
            raise Http404
        return form.cleaned_data

    @cached_property
    def window(self) -> Window:
        campaign = self.asked["campaign"] or Campaign.objects.current()
        if campaign is None:
            raise Http404
        return Window(campaign, self.asked["until"] or today(), is_open=not sees_hidden(self.request.user))

    def here(self) -> Sentence:
        return self.figure.label

    def rows(self) -> QuerySet:
        return self._scoped(self.figure.rows(self.window)).annotate(counted=self.figure.value())

    def _scoped(self, rows: QuerySet) -> QuerySet:
        """Those the reader may see, of the town asked for. Rows left out may be of another kind than those counted."""
        seen = doors.visible(rows, self.request.user)
        return seen.filter(self._in_town(rows)) if self.asked["town"] else seen

    def _in_town(self, rows: QuerySet) -> Q:
        return Q(**{kinds.of(rows.model).town: self.asked["town"]})

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        for row in kwargs["records"]:
            row.record = kinds.of(type(row)).shown_by(row)
        place = self.asked["town"].name if self.asked["town"] else _("全部镇街")
        extra = {
            "figure": self.figure,
            "told": shown(self.figure, self._number(self.figure)),
            "title": self.figure.label,
            "place": place,
            "window": self.window,
            "left": self._told(self.figure.missed),
            "unclear": self._told(self.figure.unclear),
            "may_clarify": self.request.user.has_perm("findings.clarify_recovery"),
        }
        return super().get_context_data(**{**extra, **kwargs})

    def _told(self, groups: tuple[tuple[Any, Rows], ...]) -> list[Left]:
        found = []
        for reason, rows in groups:
            left = self._scoped(rows(self.window))
            found.append(
                Left(
                    reason,
                    left.order_by().count(),
                    [_on_its_page(row) for row in left.order_by("-pk")[:SHOWN]],
                )
            )
        return [left for left in found if left.number]

    def _number(self, figure: Figure) -> Number:
        """What the figure comes to in the reader's towns: a quotient, a sum of its parts, or what its rows count."""
        if figure.quotient:
            top, base = (self._number(FIGURES[code]) for code in figure.quotient)
            return float(top / base) if top is not None and base else None
        if figure.parts:
            return sum(self._number(FIGURES[code]) or 0 for code in figure.parts)
        user = self.request.user
        (by_town,) = count([(figure, replace(self.window, is_open=not sees_all_towns(user)))])
        if self.asked["town"]:
            seen = {self.asked["town"].pk}
        elif sees_all_towns(user):
            seen = set(by_town)
        else:
            seen = set(Town.objects.visible_to(user).values_list("pk", flat=True))
        number = sum((by_town[town] for town in seen & set(by_town)), NOUGHT)
        return float(number) if figure.is_money else int(number)

    def _parts(self) -> list[dict[str, Any]]:
        town = self.asked["town"].code if self.asked["town"] else ""
        codes = self.figure.parts or self.figure.quotient or ()
        user, window = self.request.user, self.window
        parts = [FIGURES[code] for code in codes]
        return [
            {
                "figure": one,
                "told": shown(one, self._number(one)),
                "url": doors.door(user, one, window.campaign, window.cut_off, town),
            }
            for one in parts
        ]
