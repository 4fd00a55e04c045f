"""The box of every page (一句话办事): what a line means, to be confirmed or looked at; and what stands under it while one types.

Nothing is done here: an act is a link to its own page with the fields filled in.
"""

from typing import Any
from urllib.parse import urlencode

from django.http import HttpRequest, HttpResponse, HttpResponseRedirect, JsonResponse
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.generic import TemplateView

from casework.by import Reader
from casework.kinds import kinds
from casework.views import Permitted, by_of
from desk.line import answers, finding, lexicon
from desk.line.finding import Named
from desk.line.proposals import proposals
from desk.line.reading import LONGEST, Sort, Token, read
from desk.line.suggesting import suggestions
from law.clock import today
from law.matters import MATTERS
from law.typed_days import told
from registry import recent

EXAMPLES = (
    (gettext_lazy("瑞凯 巡查 没问题"), gettext_lazy("记一次巡查，先填好单位和清单")),
    (gettext_lazy("立字17 送达 昨天"), gettext_lazy("登记送达，日期填好")),
    (gettext_lazy("泊里 超期"), gettext_lazy("一个镇街已经超期的")),
    (gettext_lazy("谁看过 立字17"), gettext_lazy("谁打开过这件记录")),
)


class SearchView(Permitted, TemplateView):
    """A line that names one thing and asks for nothing leads straight to it."""

    permission = "registry.view_employer"
    template_name = "desk/search.html"

    def get(self, request: HttpRequest, *args: object, **kwargs: object) -> HttpResponse:
        line = request.GET.get("q", "").strip()[:LONGEST]
        if not line:
            return self.render_to_response(self.get_context_data(line="", **_nothing_asked(request.user)))
        by = by_of(request)
        tokens = read(line, lexicon.lexicon(), today())
        named = finding.named(tokens, request.user)
        if only := _only_thing(named):
            return HttpResponseRedirect(only)
        asked = answers.asks(named)
        acts = proposals(named, by, line)
        used = {word for act in acts for word in act.used}
        context = {
            "line": line,
            "understood": [
                (token.text, _called(token, named)) for token in tokens if token.sort != Sort.FILLER
            ],
            "proposals": acts,
            "heaps": answers.heaps(named, asked, request.user),
            "looks": answers.looks(named, asked),
            "named": named,
            "firms": named.employers,
            "asked": asked,
            "places": [] if acts else answers.places(named, request.user),
            "unused": [word for word in named.words if not _is_of_use(word, used)],
            "elsewhere": _elsewhere(_sought(tokens) or line, request.user),
        }
        return self.render_to_response(self.get_context_data(**context))


class SuggestView(Permitted):
    permission = "registry.view_employer"

    def get(self, request: HttpRequest, *args: object, **kwargs: object) -> HttpResponse:
        line = request.GET.get("q", "").strip()[:LONGEST]
        found = suggestions(line, by_of(request)) if line else []
        return JsonResponse({"line": line, "found": [each.told() for each in found]})


def _only_thing(named: Named) -> str:
    """The address of the one thing a line names, where it says nothing else."""
    things = [*(hit.record for hit in named.records), *named.employers]
    rest = (named.words, named.days, named.unknown, named.people, named.towns, named.matters)
    return things[0].get_absolute_url() if len(things) == 1 and not any(rest) else ""


def _called(token: Token, named: Named) -> str:
    """What a token was understood as; empty where it was not."""
    if token.sort == Sort.NUMBER:
        return "" if token.text in named.unknown else _("编号")
    if token.sort == Sort.DAY:
        return f"{token.day} {told(token.day)}" if token.day else ""
    if token.sort == Sort.WORD:
        return _("要做的事") if token.key == token.text else token.key
    if token.sort == Sort.TOWN:
        return next((town.name for town in named.towns if town.code == token.key), "")
    if token.sort == Sort.MATTER:
        return MATTERS[token.key].label
    return {"employer": _("单位"), "person": _("人员")}.get(named.names.get(token.text, ""), "")


def _sought(tokens: list[Token]) -> str:
    """The part of a line to look for elsewhere: the first name or number."""
    return next((token.text for token in tokens if token.sort in (Sort.NAME, Sort.NUMBER)), "")


def _is_of_use(word: str, used: set[str]) -> bool:
    return word in used or bool(lexicon.ask_of(word)) or word in lexicon.kinds_called()


def _nothing_asked(user: Reader) -> dict[str, Any]:
    return {"examples": EXAMPLES, "firms": recent.employers(user), "elsewhere": _elsewhere("", user)}


def _elsewhere(line: str, user: Reader) -> list[tuple[Any, str]]:
    """Where else to look, so that nothing found is no dead end."""
    query = f"?{urlencode({'q': line})}" if line else ""
    found = [
        (kind.ledger.label or kind.label, f"{reverse(kind.ledger.route)}{query}")
        for kind in kinds()
        if kind.ledger and kind.dossier and user.has_perm(kind.permission)
    ]
    return [
        (_("用人单位"), f"{reverse('registry:employer_list')}{query}"),
        *found,
        (_("待办"), f"{reverse('desk:worklist')}{query}"),
        (_("按镇街看"), reverse("registry:town_list")),
        (_("帮助"), reverse("desk:help")),
    ]
