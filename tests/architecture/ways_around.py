"""The ways around a rule of the house, each a function that finds them in a module's or a template's text.

`test_one_way.py` runs them over the house, `test_planted_breaches.py` over breaches made for it.
"""

import ast
import re
from collections.abc import Callable, Iterator
from functools import cache
from itertools import chain

from django.apps import apps
from django.db.models import Model

from tests.architecture.sources import ROOMS, dotted

Found = Iterator[tuple[int, str]]


# --- a state that is set by somebody else than the engine -------------------------------------------------------------


def sets_a_state(tree: ast.Module) -> Found:
    """Assignment of any shape, `setattr`, `update` by keyword or from a dictionary, `bulk_update`."""
    for node in ast.walk(tree):
        for target in chain.from_iterable(map(ast.walk, _targets(node))):
            if isinstance(target, ast.Attribute) and target.attr == "state":
                yield target.lineno, "assigns .state"
        if isinstance(node, ast.Call):
            yield from _sets_by_call(node)


def _targets(node: ast.AST) -> list[ast.AST]:
    if isinstance(node, ast.Assign):
        return list(node.targets)
    if isinstance(node, ast.AugAssign | ast.AnnAssign | ast.For | ast.NamedExpr | ast.comprehension):
        return [node.target]
    return [node.optional_vars] if isinstance(node, ast.withitem) and node.optional_vars else []


def _sets_by_call(call: ast.Call) -> Found:
    judge = JUDGES.get(dotted(call.func).rpartition(".")[2])
    if judge and (sentence := judge(call)):
        yield call.lineno, sentence


def _by_setattr(call: ast.Call) -> str:
    what = call.args[-2] if len(call.args) > 1 else None
    if isinstance(what, ast.Constant) and what.value != "state":
        return ""
    return "setattr of a state, or of who knows what"


def _by_update(call: ast.Call) -> str:
    words = {word.arg for word in call.keywords}
    if not isinstance(call.func, ast.Attribute):
        return ""
    if "state" in words:
        return "update(state=…)"
    return "update(**…) may hold a state" if None in words and not _is_dictionary(call.func.value) else ""


def _by_bulk_update(call: ast.Call) -> str:
    by_name = [word.value for word in call.keywords if word.arg == "fields"]
    fields = call.args[1] if len(call.args) > 1 else next(iter(by_name), None)
    named = {node.value for node in ast.walk(fields) if isinstance(node, ast.Constant)} if fields else set()
    if "state" in named or not isinstance(fields, ast.List | ast.Tuple):
        return "bulk_update of a state, or of who knows what"
    return ""


JUDGES: dict[str, Callable[[ast.Call], str]] = {
    "setattr": _by_setattr,
    "__setattr__": _by_setattr,
    "update": _by_update,
    "aupdate": _by_update,
    "bulk_update": _by_bulk_update,
}


def _is_dictionary(node: ast.AST) -> bool:
    return isinstance(node, ast.Dict) or dotted(node).endswith(
        ("__dict__", "attrs", "context", "GET", "headers")
    )


# --- rows reached without their scope ---------------------------------------------------------------------------------

# First words of a query that may stand outside services, querysets and metrics: scoped rows, people who may act, the running
# campaign, what belongs to a record already reached, employers by name (narrows rows that are scoped themselves), nothing at all.
STARTS = {"visible_to", "with_permission", "current", "current_on", "about", "about_any", "search", "none"}
ASKED_OF_ROWS = {
    "all", "filter", "exclude", "get", "count", "exists", "order_by", "values", "values_list", "first", "last", "aggregate",
    "annotate", "iterator", "in_bulk",
}  # fmt: skip
WIDE = {"Employer", "Town", "Campaign", "User"}
WIDE_NAMES = {"employer", "firm", "town", "campaign", "user", "actor", "previous"}
MANAGERS = {"objects", "_default_manager", "_base_manager"}


@cache
def scoped_models() -> frozenset[str]:
    """Models whose rows are not everybody's: their manager knows `visible_to`."""
    return frozenset(model.__name__ for model in apps.get_models() if _is_scoped(model))


@cache
def scoped_names() -> frozenset[str]:
    """By what name an employer, a town, a campaign or an account leads to rows that are not everybody's."""
    return _accessors([model for model in apps.get_models() if model.__name__ in WIDE])


@cache
def names_of_wide_only() -> frozenset[str]:
    """Those of `scoped_names` that lead from nothing narrower: whatever the variable before them is called."""
    narrower = [model for model in apps.get_models() if model.__name__ not in WIDE]
    theirs = {field.name for model in narrower for field in model._meta.private_fields}
    return scoped_names() - _accessors(narrower) - theirs


def _accessors(models: list[type[Model]]) -> frozenset[str]:
    relations = (relation for model in models for relation in model._meta.related_objects)
    return frozenset(
        str(relation.get_accessor_name())
        for relation in relations
        if relation.get_accessor_name() and _is_scoped(relation.related_model)
    )


def _is_scoped(model: type[Model]) -> bool:
    return hasattr(model._default_manager, "visible_to")


def reaches_rows(tree: ast.Module) -> Found:
    """`Case.objects.…` and `employer.cases.…` that do not begin with a word of `STARTS`."""
    for node in ast.walk(tree):
        if not isinstance(node, ast.Attribute) or node.attr not in MANAGERS | scoped_names():
            continue
        following = _following(tree).get(id(node))
        if node.attr in MANAGERS:
            owner = dotted(node.value).rpartition(".")[2]
            if (owner in scoped_models() or not owner[:1].isupper()) and following not in STARTS:
                yield node.lineno, f"{owner}.{node.attr}.{following or ''}"
        elif following in ASKED_OF_ROWS and (node.attr in names_of_wide_only() or _is_wide(node.value)):
            yield node.lineno, f"{dotted(node)}.{following}"


def _is_wide(node: ast.AST) -> bool:
    return dotted(node).rpartition(".")[2].lower() in WIDE_NAMES


@cache
def _following(tree: ast.Module) -> dict[int, str]:
    """The attribute that is asked of each expression."""
    return {id(node.value): node.attr for node in ast.walk(tree) if isinstance(node, ast.Attribute)}


IN_PAGE = re.compile(r"\b(\w+)\.(\w+)\.(?:" + "|".join(sorted(ASKED_OF_ROWS)) + r")\b")


def reaches_rows_in_a_page(text: str) -> Found:
    """`{{ employer.cases.count }}` and the like in a template, which can name no scope."""
    for match in IN_PAGE.finditer(text):
        owner, accessor = match.groups()
        is_wide = owner.lower() in WIDE_NAMES and accessor in scoped_names()
        if accessor in names_of_wide_only() or is_wide:
            yield text.count("\n", 0, match.start()) + 1, match[0]


# --- another room reached past its imports ----------------------------------------------------------------------------


REACHES = {"get_model", "get_app_config", "import_module", "import_string", "__import__"}


def reaches_a_room(tree: ast.Module, room: str) -> Found:
    """What `REACHES` of another room, or of one that is not said, under whatever name; `all_models`, which has every room's."""
    real = _real_names(tree)
    for node in ast.walk(tree):
        if isinstance(node, ast.Attribute) and node.attr == "all_models":
            yield node.lineno, "all_models"
    for call in (node for node in ast.walk(tree) if isinstance(node, ast.Call)):
        name = dotted(call.func)
        name = real.get(name, name).rpartition(".")[2]
        if name not in REACHES or not (call.args or call.keywords):
            continue
        first = call.args[0] if call.args else call.keywords[0].value
        said = (
            first.value.split(".")[0]
            if isinstance(first, ast.Constant) and isinstance(first.value, str)
            else None
        )
        labels = {config.label for config in apps.get_app_configs() if config.name.split(".")[0] in ROOMS}
        if said is None or (said in {*ROOMS, *labels} and said != room):
            yield call.lineno, f"{name}({said or '…'})"


# --- the day asked of somebody else than law.clock --------------------------------------------------------------------

READS = {
    "datetime.datetime.now", "datetime.datetime.utcnow", "datetime.datetime.today", "datetime.date.today",
    "django.utils.timezone.now", "django.utils.timezone.localdate", "django.utils.timezone.localtime", "time.time",
    "time.localtime", "time.gmtime", "time.strftime",
}  # fmt: skip


def asks_the_day(tree: ast.Module) -> Found:
    """A call, or the function handed on, under whatever name it was imported."""
    real = _real_names(tree)
    inner = set()
    for node in ast.walk(tree):
        if isinstance(node, ast.Attribute | ast.Name) and id(node) not in inner:
            inner.update(id(each) for each in ast.walk(node))
            head, dot, rest = dotted(node).partition(".")
            if (real.get(head, head) + dot + rest) in READS and (head in real or dot):
                yield node.lineno, dotted(node)


def _real_names(tree: ast.Module) -> dict[str, str]:
    names = {}
    for node in ast.walk(tree):
        if isinstance(node, ast.Import):
            names |= {
                (alias.asname or alias.name.split(".")[0]): (
                    alias.name if alias.asname else alias.name.split(".")[0]
                )
                for alias in node.names
            }
        elif isinstance(node, ast.ImportFrom):
            names |= {(alias.asname or alias.name): f"{node.module}.{alias.name}" for alias in node.names}
    return names | _named_anew(tree, names)


def _named_anew(tree: ast.Module, names: dict[str, str]) -> dict[str, str]:
    """`day = datetime.date` is an import by another word."""
    found: dict[str, str] = {}
    for node in ast.walk(tree):
        if isinstance(node, ast.Assign) and isinstance(node.value, ast.Attribute | ast.Name):
            head, dot, rest = dotted(node.value).partition(".")
            if head in names | found:
                told = (names | found)[head] + dot + rest
                found |= {target.id: told for target in node.targets if isinstance(target, ast.Name)}
    return {name: told for name, told in found.items() if name not in names}


# --- script and style inside a page -----------------------------------------------------------------------------------

INLINE = re.compile(
    r"<style|<[^>]*\sstyle\s*=|[\s\"'/]on[a-z]+\s*=\s*[\"'`{\w]|<script(?![^>]*\ssrc=)|javascript:|hx-on[:\-]",
    re.IGNORECASE,
)


def runs_inline(text: str) -> Found:
    """Handlers and styles in any quoting, scripts without a file: the content security policy would drop them silently."""
    for match in INLINE.finditer(text):
        yield text.count("\n", 0, match.start()) + 1, " ".join(match[0].split())[:100]
