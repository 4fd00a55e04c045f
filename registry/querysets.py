"""Which rows: adjectives of employers, towns, postings, warnings and conflicts of interest."""

from datetime import date
from typing import Any, Self

from django.contrib.contenttypes.models import ContentType
from django.db.models import Exists, Manager, Model, OuterRef, Prefetch, Q, QuerySet

from casework import loading
from casework.by import Reader
from casework.models import AuditEntry, WorkflowQuerySet
from registry import search
from registry.scoping import sees_all_towns, town_scope


class TownQuerySet(QuerySet):
    def visible_to(self, user: Reader) -> Self:
        return self.filter(town_scope(user, "pk"))


class GridQuerySet(QuerySet):
    def visible_to(self, user: Reader) -> Self:
        return self.filter(town_scope(user))


class PostingQuerySet(QuerySet):
    def visible_to(self, user: Reader) -> Self:
        """Who serves where is known to all who work here, and to the administrator who keeps it."""
        return self if user.has_perm("registry.change_posting") else self.filter(town_scope(user))

    def current(self, on: date) -> Self:
        """In force on that day; `until` is the last day."""
        return self.filter(Q(until__isnull=True) | Q(until__gte=on), since__lte=on)


class EmployerQuerySet(QuerySet):
    def visible_to(self, user: Reader) -> Self:
        return self.filter(town_scope(user))

    def search(self, text: str) -> Self:
        """Names (also former ones), addresses and pinyin initials with every word of `text`; codes that begin or end with it."""
        return self.filter(search.condition(text))

    def active(self) -> Self:
        return self.filter(status="active")

    def in_category(self, category: Model) -> Self:
        """By a sub-query, not a join: with a join SQLite sorts all employers of the category for every page."""
        links = self.model.categories.through.objects
        return self.filter(pk__in=links.filter(category=category).values("employer"))

    def warned(self) -> Self:
        """Employers with a warning that is still open."""
        return self.filter(pk__in=self._rows_of("warnings").open().values("employer"))

    def visit_overdue(self, on: date) -> Self:
        """Employers with a warning nobody has visited in time."""
        return self.filter(pk__in=self._rows_of("warnings").visit_overdue(on).values("employer"))

    def for_list(self) -> Self:
        """Everything a list row shows, in a fixed number of queries; open warnings as `open_warnings`."""
        opened = Prefetch("warnings", self._rows_of("warnings").open(), to_attr="open_warnings")
        kinds = loading.listed("categories", self._rows_of("categories"))
        return self.select_related("town").prefetch_related(kinds, opened).defer("search_text")

    def for_dossier(self) -> Self:
        """With what its page tells; `was_otherwise`: whether it had another name or code."""
        former = self._rows_of("former_names").filter(employer=OuterRef("pk"))
        joined = self.select_related("town", "grid", "imported_by__uploaded_by").prefetch_related(
            "categories"
        )
        return joined.annotate(was_otherwise=Exists(former))

    def _rows_of(self, name: str) -> Any:
        return self.model._meta.get_field(name).related_model.objects.all()


_EmployerManager = Manager.from_queryset(EmployerQuerySet)


class EmployerManager(_EmployerManager):
    """The employers there are; one that was merged into another is found by its keys only."""

    def get_queryset(self) -> EmployerQuerySet:
        return EmployerQuerySet(self.model, using=self._db).filter(merged_into=None)


class MergeQuerySet(WorkflowQuerySet):
    def visible_to(self, user: Reader) -> Self:
        """Two employers may lie in two towns, so only who sees them all joins them."""
        allowed = sees_all_towns(user) and user.has_perm("registry.propose_merge")
        return self if allowed else self.none()

    def handled_by(self, user: Reader) -> Self:
        """What others proposed: nobody confirms his own proposal."""
        own = AuditEntry.objects.filter(
            content_type=ContentType.objects.get_for_model(self.model),
            object_id=OuterRef("pk"),
            action="propose_merge",
            actor=user.pk,
        )
        return self.exclude(Exists(own))


class WarningQuerySet(QuerySet):
    def visible_to(self, user: Reader) -> Self:
        return self.filter(town_scope(user, "employer__town"))

    def open(self) -> Self:
        return self.filter(closed_on__isnull=True)

    def visit_overdue(self, on: date) -> Self:
        """Open, and nobody has gone there by the last day."""
        return self.open().filter(visited_on__isnull=True, visit_due_on__lt=on)


class ImportQuerySet(QuerySet):
    def visible_to(self, user: Reader) -> Self:
        """An imported list covers the whole district, so only who sees all of it and may import sees its files."""
        allowed = sees_all_towns(user) and user.has_perm("registry.import_employers")
        return self if allowed else self.none()


class ConflictQuerySet(QuerySet):
    def visible_to(self, user: Reader) -> Self:
        """Who assigns people knows all declarations; others only their own."""
        if user.has_perm("registry.see_all_conflicts"):
            return self
        return self.filter(inspector=user) if user.has_perm("registry.declare_conflict") else self.none()

    def open(self) -> Self:
        return self.filter(withdrawn_on__isnull=True)

    def for_list(self) -> Self:
        return self.select_related("inspector", "employer", "employer__town")
