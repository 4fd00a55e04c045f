"""The second template language: Jinja2, for what stands on every page and in every row (docs/adr/0020-two-template-languages.md).

`templates/components/` and `templates/rows/` are written in Jinja2, the pages in Django's language. A page does not notice:
its `{% include %}` finds both, and what it includes sees the page's context.
"""

from collections.abc import Iterable, Iterator
from datetime import date
from itertools import groupby
from typing import Any, cast

from django.template import Context, Engine, Origin, Template, TemplateDoesNotExist, defaultfilters
from django.template.loaders.base import Loader as BaseLoader
from django.templatetags.static import static
from django.urls import reverse
from django.utils.formats import localize
from jinja2 import ChainableUndefined, Environment, TemplateNotFound, pass_environment

from casework.templatetags import shell

FOLDERS = ("components/", "rows/")
# The shapes of Django's filter `date` that stand in every row, as Python writes them: a tenth of the time.
SHAPES = {
    "Y-m-d": "%Y-%m-%d",
    "m-d": "%m-%d",
    "H:i": "%H:%M",
    "Y-m-d H:i": "%Y-%m-%d %H:%M",
    "Y-m-d H:i:s": "%Y-%m-%d %H:%M:%S",
}


class Fast:
    """A template of Jinja2 as Django's engine wants one."""

    def __init__(self, name: str, engine: Engine) -> None:
        self.name = name
        self.engine = engine
        try:
            found = shell.fast_template(name)
        except TemplateNotFound as missing:
            raise TemplateDoesNotExist(name) from missing
        self.origin = Origin(found.filename or name, name)

    def render(self, context: Context) -> str:
        if context.template is None:
            with context.bind_template(cast(Template, self)):
                return self.render(context)
        return shell.fast_template(self.name).render(context.flatten())


class Loader(BaseLoader):
    """Gives Django's engine the templates of `FOLDERS`."""

    def __init__(self, engine: Engine) -> None:
        super().__init__(engine)
        self.found: dict[str, Fast] = {}

    def get_template(self, template_name: str, skip: list[Origin] | None = None) -> Any:
        if not template_name.startswith(FOLDERS):
            raise TemplateDoesNotExist(template_name)
        if template_name not in self.found:
            self.found[template_name] = Fast(template_name, self.engine)
        return self.found[template_name]


def environment(**options: Any) -> Environment:
    """What both languages have in common, under the same names.

    A value is printed as Django prints it, and one that is missing as nothing.
    """
    made = Environment(**options | {"undefined": ChainableUndefined}, finalize=printed)
    made.globals |= {"_": shell.spoken, "reverse": reverse, "static": static}
    made.globals |= {
        each.__name__: each
        for each in (
            shell.called, shell.commas, shell.door, shell.explained, shell.icon, shell.lamp_of, shell.lamp_word, shell.pct,
            shell.printed_at, shell.right_word, shell.stage_ticks, shell.unsent,
        )
    }  # fmt: skip
    made.filters |= {
        each.__name__: each
        for each in (
            defaultfilters.filesizeformat, defaultfilters.slugify, defaultfilters.truncatechars, defaultfilters.urlencode,
            by_day, shell.badge_class, shell.by_reason, shell.day, shell.few, shell.filter_fields, shell.input_of, shell.is_box,
            shell.open_acts, shell.primary_act, shell.refused_acts, shell.short_digest, shell.when,
        )
    }  # fmt: skip
    made.filters["date"] = moment
    return made


def printed(value: object) -> object:
    """A value as a template of Django prints it: a date and a number as people write them here."""
    return value if isinstance(value, (str, int)) else localize(shell.here(value))


def moment(value: date | None, shape: str) -> str:
    """Django's filter `date`: a day, or a moment in the time of the house."""
    if not value:
        return ""
    local = shell.here(value)
    return local.strftime(SHAPES[shape]) if shape in SHAPES else defaultfilters.date(local, shape)


@pass_environment
def by_day(made: Environment, entries: Iterable[Any]) -> Iterator[tuple[str, list[Any]]]:
    """What follows one another on one day, by `at`."""
    days = groupby(entries, key=lambda entry: shell.day(made.getattr(entry, "at")))
    return ((day, list(found)) for day, found in days)
