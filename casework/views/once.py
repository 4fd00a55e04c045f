"""A form is sent once: the same again gets the first answer, something else is asked about and kept (FLD-01)."""

from collections.abc import Callable, Mapping, Sequence
from typing import Any

from django.contrib import messages
from django.db import transaction
from django.forms import Field
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.http.response import HttpResponseBase
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.generic.base import ContextMixin, View

from casework import acts, attachments, audit, drafts, submissions
from casework.models import Submission, WorkflowRecord
from casework.views.base import by_of, saved

HELD = "held_files"
REFUSED = (409, 422)


class Once(ContextMixin, View):
    """A form whose second send gets the first one's answer instead of doing the deed again.

    A second send that differs from the first is neither done nor dropped: its page asks whether it adds to what the first one
    made, is another one, or is not wanted. Fields whose value is made with the page stand in `made_with_page`, those the page
    measures by itself in `measured`; neither says anything about what was meant.

    What is typed is kept in the browser under this reader's name (static/js/drafts.js) until the answer says that it was saved,
    so that nothing that goes wrong on the way loses it. Where `keeps_drafts` is off the browser keeps nothing: it lies sealed on
    the server instead (casework/drafts.py). Fields with `autocomplete="off"` never lie in a browser.
    """

    keeps_drafts = True
    made_with_page: tuple[str, ...] = ()
    measured: tuple[str, ...] = ()
    made: object = None
    _is_asked = False

    def dispatch(self, request: HttpRequest, *args: object, **kwargs: object) -> HttpResponseBase:
        if request.method != "POST":
            return super().dispatch(request, *args, **kwargs)
        first = self._first()
        if first is not None:
            return self.sent_again(first)
        added = submissions.find_first(request.POST.get(submissions.SUPPLEMENTS, ""), user=request.user)
        if added is not None:
            return self._supplement(added)
        answer = super().dispatch(request, *args, **kwargs)
        if answer.status_code in REFUSED and not self._is_asked:
            # The same page may have been answered while this send was looked at: its own record is no reason to refuse it.
            first = self._first()
        return answer if first is None else self.sent_again(first)

    def _first(self) -> Submission | None:
        """The send of this page that has its answer."""
        key = self.request.POST.get(submissions.FIELD, "")
        return submissions.find(key, user=self.request.user, path=self.request.path)

    def get_context_data(self, **kwargs: object) -> dict[str, Any]:
        sent = self.request.POST.get(submissions.FIELD)
        extra = {
            "submission": sent or submissions.new_key(),
            "autosave": self.form_name(),
            "draft_at": "" if self.keeps_drafts else reverse("casework:draft"),
        }
        return super().get_context_data(**{**extra, **kwargs})

    def once(self, deed: Callable[[], str]) -> HttpResponse:
        """Run `deed` (returns the address to go to) with its submission key in one transaction."""
        key, user = self.request.POST.get(submissions.FIELD, ""), self.request.user
        keys = [key, self.request.POST.get(submissions.INSTEAD_OF, "")]
        with transaction.atomic():
            audit.lock()
            claimed = submissions.claim(key, user=user, path=self.request.path, sent=self._sent())
            if claimed is not None:
                claimed.answer = deed()
                for each in keys:
                    drafts.sent(user=user, submission=each)
                claimed.record = self.made if isinstance(self.made, WorkflowRecord) else None
                claimed.save(update_fields=["answer", "content_type", "object_id"])
                return saved(HttpResponseRedirect(claimed.answer), *keys)
        first = self._first()
        return self.sent_again(first) if first else HttpResponseRedirect(self.request.path)

    def sent_again(self, first: Submission) -> HttpResponse:
        """The answer to a second send: the first one's, or the question what the other words are meant to be."""
        changed = submissions.changed(first.sent, self._sent())
        return (
            self._ask(first, changed)
            if changed
            else saved(HttpResponseRedirect(first.answer), self.request.POST.get(submissions.FIELD, ""))
        )

    def form_name(self) -> str:
        """Under which name the browser keeps what is typed into this form, beside its address."""
        match = self.request.resolver_match
        return match.view_name if match else self.request.path

    def asked_fields(self) -> Mapping[str, Field]:
        """The fields of the page's form, whose labels tell what differs."""
        return {}

    def _sent(self) -> submissions.Sent:
        return submissions.sent(self.request, but=(*self.made_with_page, *self.measured))

    def _ask(self, first: Submission, changed: Sequence[str]) -> HttpResponse:
        """409: nothing of this send was done; all of it stands on the page and goes on with either choice."""
        self._is_asked = True
        list(
            messages.get_messages(self.request)
        )  # read: what was saved the first time is told here, by its number
        held, refused = self._hold()
        skipped = (*submissions.NOT_TYPED, *self.made_with_page, HELD)
        pairs = [
            (name, value)
            for name, values in self.request.POST.lists()
            for value in values
            if name not in skipped
        ]
        context = {
            "messages": (),
            "first": first,
            "said": self._said(changed),
            "pairs": [*pairs, (HELD, ",".join(held))] if held else pairs,
            "fresh": [(name, submissions.new_key()) for name in (submissions.FIELD, *self.made_with_page)],
            "asked_about": self.request.POST.get(submissions.FIELD, ""),
            "held": len(held),
            "refused": refused,
            "files": [name for name in self.request.FILES if HELD not in self.request.POST],
            "can_add": self._record_of(first) is not None and (bool(self._said(changed)) or bool(held)),
        }
        return render(self.request, "casework/sent_again.html", context, status=409)

    def _said(self, changed: Sequence[str]) -> list[tuple[str, str]]:
        """What stands in the fields that differ, with their labels; a field that was emptied is told as such."""
        fields = self.asked_fields()
        told = []
        for name in changed:
            if name != HELD and name not in self.request.FILES:
                values = [value.strip() for value in self.request.POST.getlist(name) if value.strip()]
                label = fields[name].label if name in fields else ""
                told.append((str(label or _("其他内容")), "、".join(values) or _("（空）")))
        return told

    def _hold(self) -> tuple[list[str], list[str]]:
        """Files that came along are held for this user, as with a form that did not pass; and what was refused of them."""
        if HELD not in self.request.POST:
            return [], []
        known = self.request.POST[HELD].split(",")
        held = [str(file.pk) for file in attachments.held_by(self.request.user, known)]
        refused = []
        for _name, files in self.request.FILES.lists():
            for file in files:
                try:
                    held.append(str(attachments.store(file, uploaded_by=by_of(self.request).actor).pk))
                except attachments.FileRefused as refusal:
                    refused.append(str(refusal))
        return held, refused

    def _record_of(self, first: Submission) -> WorkflowRecord | None:
        """What the first send made or moved, where a word can be added to it: never where words must not lie about."""
        record = first.record if self.keeps_drafts else None
        if not isinstance(record, WorkflowRecord):
            return None
        return type(record)._default_manager.visible_to(self.request.user).filter(pk=record.pk).first()

    def _supplement(self, first: Submission) -> HttpResponse:
        """The other words and files become part of the first one's record: in its history and among its files."""
        record = self._record_of(first)
        if record is None:
            raise Http404
        said = self._said(submissions.changed(first.sent, self._sent()))
        held = attachments.held_by(self.request.user, self.request.POST.get(HELD, "").split(","))

        def add() -> str:
            self.made = record
            remark = "\n".join(f"{label}：{value}" for label, value in said)
            acts.supplement(record, files=held, by=by_of(self.request, remark=remark))
            return record.get_absolute_url()

        response = self.once(add)
        messages.success(self.request, _("已补充到 %(number)s。") % {"number": record.current_number})
        return response
