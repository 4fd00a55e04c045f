"""The same act on several rows of a list: one page that asks once, one that tells what became of each."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import Any

from django import forms
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.http import url_has_allowed_host_and_scheme
from django.views.generic.base import View

from casework import many, submissions
from casework.by import Reader
from casework.forms import FilesMixin
from casework.kinds import Kind, moving
from casework.many import Outcome
from casework.table import Row
from casework.views import act_forms
from casework.views.base import Permitted, taken_by
from casework.views.once import Once
from casework.workflow import Refused
from law.words import Sentence

# The results that are kept for their page, in the session of whoever did it.
KEPT, RESULTS = 3, "many"


@dataclass(frozen=True)
class Offered:
    """What a list offers for rows that are ticked: the acts, and the states of rows that one of them fits."""

    acts: Sequence[tuple[Sentence, str]]
    states: frozenset[str]


def offered(model: Any, user: Reader) -> Offered | None:
    rows = many.acts_of(model, user)
    if not rows:
        return None
    name = model._meta.model_name
    states = (state for row in rows for each in model.workflow.rows_of(row.action) for state in each.sources)
    return Offered(
        [(row.label, reverse("casework:many", args=[name, row.action])) for row in rows], frozenset(states)
    )


class ManyView(Permitted, Once, View):
    """`?pick=pk:version&pick=…` names the rows. Who may not do the act finds nothing here."""

    permission = many.PERMISSION

    @cached_property
    def kind(self) -> Kind:
        found = next((kind for kind in moving() if kind.name == self.kwargs["kind"]), None)
        if found is None:
            raise Http404
        return found

    @cached_property
    def row(self) -> Row:
        acts = many.acts_of(self.kind.model_class, self.request.user)
        found = next((row for row in acts if row.action == self.kwargs["action"]), None)
        if found is None:
            raise Http404
        return found

    @property
    def title(self) -> Sentence:  # type: ignore[override]
        return self.row.label

    def above(self) -> Sequence[tuple[Any, Any]]:
        return [(self.kind.label, self._back())]

    @cached_property
    def seen(self) -> dict[int, int]:
        asked = self.request.POST if self.request.method == "POST" else self.request.GET
        return many.ticked(asked.getlist("pick"))

    @cached_property
    def records(self) -> list[Any]:
        """The rows that were ticked, as far as this person may know of them."""
        found = (
            self.kind.visible_to(self.request.user).select_related(*self.kind.joined).in_bulk(list(self.seen))
        )
        return [found[pk] for pk in self.seen if pk in found]

    def get(self, request: HttpRequest, *args: object, **kwargs: object) -> HttpResponse:
        asked = request.GET.get("result", "")
        if asked:
            return self._results(asked)
        return self._page(self._form(self.records[0]) if self.records else None)

    def post(self, request: HttpRequest, *args: object, **kwargs: object) -> HttpResponse:
        outcomes: list[Outcome] = []

        def deed() -> str:
            by, _data = taken_by(request, self._shared())
            outcomes.extend(many.do_many(self.kind, self.row, by=by, seen=self.seen, told=self._told))
            return f"{request.path}?result={self._keep(outcomes)}"

        try:
            return self.once(deed)
        except Refused as refusal:
            return self._page(
                self._bound(self.records[0]) if self.records else None, problem=refusal.sentence
            )

    def _shared(self) -> dict[str, Any]:
        """Why off plan and a remark are said once, for all."""
        return {name: self.request.POST.get(name, "")[:1000] for name in ("off_plan", "remark")}

    def _told(self, record: Any) -> Mapping[str, Any]:
        """What the form brings for this record, which may take other things than the next one."""
        form = self._bound(record)
        if form is None:
            return {}
        if not form.is_valid():
            wrong = [sentence for errors in form.errors.values() for sentence in errors]
            raise Refused("form", "".join(map(str, dict.fromkeys(wrong))))
        _by, data = taken_by(self.request, form.cleaned_data)
        return data

    def _bound(self, record: Any) -> forms.Form | None:
        return self._form(record, self.request.POST)

    def _form(self, record: Any, *sent: Any) -> forms.Form | None:
        """The act's own form; its files are not asked for, as they would belong to one record only."""
        row = record.workflow.row(self.row.action, record.state) or self.row
        form_class = act_forms.form_class_of(record, row)
        if form_class is None:
            return None
        return act_forms.made(form_class, *sent, record=record, user=self.request.user)

    def asked_fields(self) -> Mapping[str, forms.Field]:
        form = self._form(self.records[0]) if self.records else None
        return form.fields if form is not None else {}

    def _page(self, form: forms.Form | None, *, problem: str = "") -> HttpResponse:
        context = self.get_context_data(
            form=form, problem=problem, row=self.row, back=self._back(),
            fields=[field for field in form or () if field.name not in FilesMixin.base_fields],
            picked=[(each, f"{each.pk}:{self.seen[each.pk]}") for each in self.records],
        )  # fmt: skip
        return render(self.request, "casework/many.html", context, status=422 if problem else 200)

    def _keep(self, outcomes: Sequence[Outcome]) -> str:
        key = self.request.POST.get(submissions.FIELD, "")[:40]
        kept = dict(list(self.request.session.get(RESULTS, {}).items())[1 - KEPT :])
        kept[key] = {"back": self._back(), "told": [(each.record.pk, each.refusal) for each in outcomes]}
        self.request.session[RESULTS] = kept
        return key

    def _results(self, key: str) -> HttpResponse:
        """What became of each; of results that are gone that they are."""
        kept = self.request.session.get(RESULTS, {}).get(key, {"back": "", "told": []})
        found = self.kind.visible_to(self.request.user).select_related(*self.kind.joined)
        records = found.in_bulk([pk for pk, _why in kept["told"]])
        told = [(records[pk], why) for pk, why in kept["told"] if pk in records]
        context = self.get_context_data(
            row=self.row, back=kept["back"] or self._back(),
            done=[record for record, why in told if not why], undone=[each for each in told if each[1]],
        )  # fmt: skip
        return render(self.request, "casework/many_results.html", context)

    def _back(self) -> str:
        """The list it came from, filters and all; the kind's own where none is named."""
        asked = self.request.POST.get("back") or self.request.GET.get("back", "")
        if asked and asked.startswith("/") and url_has_allowed_host_and_scheme(asked, allowed_hosts=None):
            return asked
        return reverse(self.kind.ledger.route) if self.kind.ledger else "/"
