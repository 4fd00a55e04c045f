"""Lists: scoped rows, filters in the address, keyset pages, a capped count, and the same rows as a workbook."""

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from typing import Any, ClassVar

from django.core import signing
from django.core.exceptions import PermissionDenied
from django.db.models import Model, Q, QuerySet
from django.http import FileResponse, HttpRequest
from django.http.response import HttpResponseBase
from django.utils.translation import gettext as _
from django.views.generic.base import TemplateResponseMixin, View

from casework import audit, limits, loading, workbook
from casework.kinds import find, visible
from casework.views import many
from casework.views.base import Permitted, by_of, wait_page
from law.clock import today

PAGE_SIZE = 50
COUNT_CAP = 10_000
EXPORT_CAP = 100_000


@dataclass(frozen=True)
class Column:
    """One column of the exported workbook: its head and how a row gives its value (masked where persons are named)."""

    label: Any
    value: Callable[[Any], Any]
    width: int = 14


@dataclass(frozen=True)
class Page:
    """What templates/components/pagination.html shows."""

    previous_url: str
    next_url: str
    count_label: str


@dataclass(frozen=True)
class Chip:
    label: str
    value: str
    remove_url: str


class RecordListView(Permitted, TemplateResponseMixin, View):
    """Rows of `model` visible to the user, filtered by `filterset_class`, in the order `keys` (last one unique).

    Sub-classes set `rows()` when the page needs joined or annotated rows. A key starting with `-` descends; keys are never null.
    `shown` are the columns a row of the page reads, those of joined records with them; the page loads nothing else.
    """

    model: type[Model]
    filterset_class: Any = None
    filterset: Any
    keys: tuple[str, ...] = ("-pk",)
    shown: ClassVar[tuple[str, ...]] = ()
    columns: ClassVar[tuple[Column, ...]] = ()
    page_size = PAGE_SIZE
    may_be_ticked = False  # its rows have a box (components/pick.html) for the acts that may be done to many
    is_export = False  # known before `rows` is asked for: a workbook may need other columns than the page

    @property
    def export_permission(self) -> str:
        """What lets a person take the rows away: as the kind of record says; a list of another sort says it itself."""
        kind = find(self.model)
        return kind.export if kind else ""

    def rows(self) -> QuerySet:
        return visible(self.model, self.request.user)

    def get(self, request: HttpRequest, *args: object, **kwargs: object) -> HttpResponseBase:
        self.is_export = request.GET.get("export") == "xlsx" and bool(self.columns)
        self.filterset = (
            self.filterset_class(request.GET, queryset=self.rows(), request=request)
            if self.filterset_class
            else None
        )
        if self.filterset is not None and self.filterset.is_bound and self.filterset.errors:
            return self._unreadable()
        self.found = self.filterset.qs if self.filterset is not None else self.rows()
        if self.is_export:
            return self._export(self.found)
        return self.render_to_response(self.get_context_data(**self._page(self.found)))

    def _unreadable(self) -> HttpResponseBase:
        """A filter that cannot be read is no filter that lets everything through: no rows, no workbook, and which one it is."""
        status = 422 if self.is_export else 200
        self.is_export = False
        self.found = self.rows().none()
        context = self.get_context_data(**self._page(self.found), unreadable=self._unreadable_labels())
        return self.render_to_response(context, status=status)

    def _unreadable_labels(self) -> str:
        form = self.filterset.form
        return "、".join(str(form.fields[name].label or name) for name in form.errors if name in form.fields)

    def _page(self, rows: QuerySet) -> dict[str, Any]:
        cursor, backwards = self._cursor()
        keys = [_reversed(key) for key in self.keys] if backwards else list(self.keys)
        ordered = self._lean(rows).order_by(*keys)
        if cursor:
            ordered = ordered.filter(_after(keys, cursor))
        found = list(ordered[: self.page_size + 1])
        has_more, found = len(found) > self.page_size, found[: self.page_size]
        if backwards:
            found.reverse()
        has_previous = has_more if backwards else bool(cursor)
        has_next = bool(cursor) if backwards else has_more
        return {
            "records": found,
            "page": Page(
                previous_url=self._turn("before", found[0]) if has_previous and found else "",
                next_url=self._turn("after", found[-1]) if has_next and found else "",
                count_label=self._count_label(rows, found, is_whole=not cursor and not has_more),
            ),
        }

    def _lean(self, rows: QuerySet) -> QuerySet:
        """The rows with the columns that are shown, those a cursor is made of, and what the box of a row sends."""
        if not self.shown:
            return rows
        ticked = ("state", "version") if self.may_be_ticked else ()
        return loading.only(rows, (*self.shown, *ticked, *(key.lstrip("-") for key in self.keys)))

    def _count_label(self, rows: QuerySet, found: list[Any], *, is_whole: bool) -> str:
        count = len(found) if is_whole else rows.order_by()[: COUNT_CAP + 1].count()
        if count > COUNT_CAP:
            return _("%(cap)s+ 条") % {"cap": f"{COUNT_CAP:,}"}
        return _("共 %(count)s 条") % {"count": f"{count:,}"}

    def _salt(self) -> str:
        """A cursor belongs to its own list: another list's is not understood here."""
        return f"keyset {self.request.path} {' '.join(self.keys)}"

    def _cursor(self) -> tuple[list[Any] | None, bool]:
        """The cursor in the address and whether it pages backwards; a broken or foreign one is page one."""
        for name in ("after", "before"):
            if self.request.GET.get(name):
                try:
                    return signing.loads(self.request.GET[name], salt=self._salt()), name == "before"
                except signing.BadSignature:
                    return None, False
        return None, False

    def _turn(self, name: str, row: Model) -> str:
        values = [_value(row, key.lstrip("-")) for key in self.keys]
        return self._address(**{name: signing.dumps(values, salt=self._salt(), compress=False)})

    def _address(self, *without: str, **changes: str) -> str:
        query = self.request.GET.copy()
        for name in ("before", "after", "export", *without):
            query.pop(name, None)
        for name, value in changes.items():
            query[name] = value
        return f"{self.request.path}?{query.urlencode()}" if query else self.request.path

    def get_context_data(self, **kwargs: object) -> dict[str, Any]:
        may_export = self.columns and (
            not self.export_permission or self.request.user.has_perm(self.export_permission)
        )
        extra = {
            "title": self.title,
            "filter": self.filterset,
            "filter_chips": list(self._chips()),
            "clear_url": self.request.path,
            "many": many.offered(self.model, self.request.user) if self.may_be_ticked else None,
            "export_url": self._address(export="xlsx") if may_export else "",
            "export_note": _("一次最多导出 %(cap)s 条；更多的请先筛选。") % {"cap": f"{EXPORT_CAP:,}"},
        }
        return super().get_context_data(**{**extra, **kwargs})

    def _chips(self) -> Iterator[Chip]:
        if self.filterset is None:
            return
        form = self.filterset.form
        for name, field in form.fields.items():
            for raw in self.request.GET.getlist(name):
                if raw and name not in form.errors:
                    yield Chip(str(field.label or name), _shown(field, raw), self._address(name))

    def _export(self, rows: QuerySet) -> HttpResponseBase:
        """The filtered rows as a workbook; refused without the permission, written down in the audit trail."""
        if self.export_permission and not self.request.user.has_perm(self.export_permission):
            raise PermissionDenied
        by = by_of(self.request)
        if minutes := limits.minutes_left(limits.EXPORT, by=by):
            return wait_page(self.request, minutes)
        name = f"{self.title}_{today().isoformat()}.xlsx"
        audit.note(
            "export",
            by=by,
            label=str(self.title),
            data={"query": self.request.GET.urlencode()[:500]},
        )
        total = rows.order_by().count()
        ordered = rows.order_by(*self.keys)[:EXPORT_CAP].iterator(chunk_size=2000)
        file = workbook.write(
            title=str(self.title),
            heads=[(str(column.label), column.width) for column in self.columns],
            rows=([column.value(row) for column in self.columns] for row in ordered),
            foot=self._foot(total),
        )
        return FileResponse(file, as_attachment=True, filename=name, content_type=workbook.MEDIA_TYPE)

    def _foot(self, total: int) -> str:
        told = {"who": by_of(self.request).actor.audit_label, "day": today().isoformat()}
        foot = _("导出人 %(who)s，%(day)s。个人信息已脱敏。") % told
        if total <= EXPORT_CAP:
            return foot
        cut = _("只含前 %(cap)s 条，共 %(total)s 条，请筛选后分次导出。")
        return f"{cut % {'cap': f'{EXPORT_CAP:,}', 'total': f'{total:,}'}}{foot}"


def _reversed(key: str) -> str:
    return key[1:] if key.startswith("-") else f"-{key}"


def _after(keys: list[str], cursor: list[Any]) -> Q:
    """Rows strictly behind the cursor in the order of `keys`.

    The bound on the first key says nothing new, but lets the database begin at the cursor in the index instead of sorting.
    """
    query, equal = Q(), Q()
    bound = Q(**{f"{keys[0].lstrip('-')}__{'lte' if keys[0].startswith('-') else 'gte'}": cursor[0]})
    for key, value in zip(keys, cursor, strict=False):
        name = key.lstrip("-")
        query |= equal & Q(**{f"{name}__{'lt' if key.startswith('-') else 'gt'}": value})
        equal &= Q(**{name: value})
    return bound & query


def _value(row: object, path: str) -> object:
    for part in path.split("__"):
        row = getattr(row, part)
    return row.isoformat() if hasattr(row, "isoformat") else row


def _shown(field: object, raw: str) -> str:
    choices = getattr(field, "choices", None)
    if choices is None:
        return raw
    labels = {str(getattr(value, "value", value)): str(label) for value, label in _flat(choices)}
    return labels.get(raw, raw)


def _flat(choices: Iterable[tuple[Any, Any]]) -> Iterator[tuple[Any, Any]]:
    for value, label in choices:
        if isinstance(label, (list, tuple)):
            yield from _flat(label)
        else:
            yield value, label
