"""Tags and filters of the page shell: icons, lamps, doors, the calendar that explains a date.

What each one expects is written down in templates/components/README.md.
"""

from collections.abc import Iterable
from datetime import date, datetime
from decimal import Decimal
from functools import cache
from typing import Any, cast

from django import template
from django.db.models import Field, Model
from django.forms import BaseForm, BoundField, CheckboxInput, Select
from django.forms.utils import flatatt
from django.template import engines
from django.template.backends.jinja2 import Jinja2
from django.templatetags.static import static
from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString
from django.utils.timezone import is_aware
from django.utils.translation import get_language, gettext, gettext_lazy
from jinja2 import Template as FastTemplate

from casework import stamps
from casework.templatetags.calendar_picture import Picture, draw
from law.clock import SHANGHAI, now, today
from law.personal import UNSENT

register = template.Library()

TICKS_WIDTH = 66
LAMP_CLASSES = {"late", "near", "ok", "off", "done"}
# A term of hours is told in hours up to here.
HOURS_TOLD = 48
BADGES = {"warn": "badge-near", "bad": "badge-late"}
UNITS = {"workday": gettext_lazy("工作日"), "day": gettext_lazy("天"), "hour": gettext_lazy("小时")}


def spoken(text: str) -> str:
    """`gettext`, looked up once for each language of the site: what stands in every row is asked for fifty times a page."""
    return _spoken(text, get_language())


@cache
def _spoken(text: str, language: str | None) -> str:
    return gettext(text)


_ = spoken


@register.simple_tag
@cache
def stylesheets(names: str) -> SafeString:
    """`<link>` elements for our own sheets, in the order given."""
    return format_html_join(
        "\n", '<link rel="stylesheet" href="{}">', ((static(f"css/{name}.css"),) for name in names.split())
    )


@register.filter
def version_of(row: Model) -> int:
    """What a form in a list sends along, where the row has no column for its version."""
    return stamps.of_row(row)


@register.simple_tag
@cache
def icon(name: str) -> str:
    """A decorative icon from the sprite; nothing for an empty name."""
    if not name:
        return ""
    return format_html(
        '<svg class="i" aria-hidden="true" focusable="false"><use href="{}#{}"/></svg>',
        static("icons.svg"),
        name,
    )


@register.simple_tag
def commas(*parts: object) -> SafeString:
    """Those of the parts that say something, with Chinese commas between them."""
    return format_html_join("，", "{}", ((part,) for part in parts if part or part == 0))


@register.simple_tag
def pct(value: float | Decimal) -> str:
    """A share of a drawing as an SVG attribute: two decimals and a point, whatever the language."""
    return f"{float(value):.2f}%"


def lamp_of(clock: Any) -> str:
    """The colour of a clock's lamp. ValueError for one that no style sheet knows."""
    colour = clock.lamp
    if colour not in LAMP_CLASSES:
        raise ValueError(f"unknown lamp: {colour!r}")
    return colour


def lamp_word(clock: Any, colour: str = "") -> str:
    """What the lamp says: how much is left, how late, or why it stands still. `colour` is that of its lamp, where it is known."""
    colour = colour or clock.lamp
    if colour == "off":
        return _("已停止")
    if colour == "done":
        return _("按期完成")
    left, unit = in_days(clock.left, clock.unit)
    if colour == "late":
        return late_word(left, str(UNITS[unit]), is_over=clock.stopped_on is not None)
    if left == 0:
        return _("不到 1 小时") if unit == "hour" else _("今天到期")
    return _("剩 %(n)s %(unit)s") % {"n": left, "unit": UNITS[unit]}


def in_days(left: int, unit: str) -> tuple[int, str]:
    """Hours as whole days where nobody counts them any more: 954 hours are 39 days."""
    return (int(left / 24), "day") if unit == "hour" and abs(left) > HOURS_TOLD else (left, unit)


def right_word(clock: Any) -> str:
    """Of time that belongs to the other party: what they may do in it and until when, or that it is over. No lamp of ours."""
    told = {"what": clock.allows or clock.label, "day": day(clock.due_on)}
    if clock.is_past:
        return _("%(what)s，%(day)s 已届满") % told
    if clock.stopped_on:
        return _("%(what)s，%(day)s 已结束") % (told | {"day": day(clock.stopped_on)})
    return _("%(what)s至 %(day)s") % told


def late_word(left: int, unit: str, is_over: bool) -> str:
    """How late; `left` may be 0 when the hour has passed or only rest days lie between."""
    if left >= 0:
        return _("逾期完成") if is_over else _("已超期")
    words = _("完成，超期 %(n)s %(unit)s") if is_over else _("超期 %(n)s %(unit)s")
    return words % {"n": -left, "unit": unit}


def fast_template(name: str) -> FastTemplate:
    """A component or a row, of the second template language."""
    return cast(Jinja2, engines["jinja2"]).env.get_template(name)


def macro(name: str) -> Any:
    """The component `name` that a file of its own in templates/components/ defines as a macro."""
    return getattr(fast_template(f"components/{name}.html").module, name)


@register.simple_tag
def lamp(clock: Any, show_label: bool = True) -> str:
    """Shape, word, days and the clock's name. No clock, no lamp: a dash."""
    return macro("lamp")(clock, show_label)


@register.simple_tag
def why(clock: object, heading: str = "") -> str:
    """«Why this day»: the clock's calendar and the sum in sentences."""
    return macro("why")(clock, heading)


@register.simple_tag
def stage(label: str, at: int, total: int = 8) -> str:
    """The stage of a case in a list: its name over `total` ticks, the one numbered `at` (from 1) filled."""
    return macro("stage")(label, at, total)


def explained(clock: object) -> Picture | None:
    """The calendar of a clock's days; None for one that has none or is longer than a year."""
    days = list(getattr(clock, "days", None) or [])
    return draw(days) if days else None


@cache
def stage_ticks(at: int, total: int) -> SafeString:
    """The ticks of a stage, in SVG user units."""
    pitch = TICKS_WIDTH / total
    places = (
        (
            f"{(n - 1) * pitch:.1f}",
            f"{pitch - 1.4:.1f}",
            format_html(' class="{}"', "at" if n == at else "on") if n <= at else "",
        )
        for n in range(1, total + 1)
    )
    return format_html_join("\n", '<rect x="{}" width="{}" height="5"{}/>', places)


def here(value: Any) -> Any:
    """A moment in the time of the house; anything else as it is."""
    return value.astimezone(SHANGHAI) if isinstance(value, datetime) and is_aware(value) else value


def day(value: date | datetime | None) -> str:
    """A day as it is written here, of a moment its day in the time of the house; empty for none."""
    if not value:
        return ""
    return (here(value).date() if isinstance(value, datetime) else value).isoformat()


@register.filter
def when(value: date | datetime | None) -> str:
    """The day of something as people say it: today, yesterday, then its date."""
    if not value:
        return ""
    on = here(value).date() if isinstance(value, datetime) else value
    told = {0: _("今天"), 1: _("昨天")}
    return told.get((today() - on).days) or day(on)


def printed_at() -> str:
    """When a page is made, as its print tells it."""
    return f"{here(now()):%Y-%m-%d %H:%M}"


def called(record: Model, name: str) -> str:
    """What a value is called, as `get_<name>_display` says it, which makes up its choices anew for each row."""
    value = getattr(record, name)
    return _choices(type(record), name).get(value, str(value))


@cache
def _choices(model: type[Model], name: str) -> dict[Any, str]:
    field = cast("Field[Any, Any]", model._meta.get_field(name))
    return {value: str(label) for value, label in field.flatchoices}


def figure(value: object) -> str:
    """A figure as people write it here: thousands separated, a dash where there is none."""
    if value is None or value == "":
        return "—"
    if isinstance(value, (int, float, Decimal)) and not isinstance(value, bool):
        return f"{value:,}"
    return str(value)


@register.simple_tag
def door(value: object, url: str | None = None, label: str = "") -> SafeString:
    """A figure that opens the rows it counted; without rows (0, None or no address) a plain figure."""
    text = figure(value)
    if not url or not value:
        return format_html("{}", text)
    if label:
        return format_html('<a class="door" href="{}" aria-label="{} {}">{}</a>', url, label, text, text)
    return format_html('<a class="door" href="{}">{}</a>', url, text)


@register.filter
def primary_act(acts: Iterable[Any]) -> Any | None:
    """The one act to put forward: the first that is marked primary and allowed."""
    return next((act for act in acts or () if act.is_primary and act.is_allowed), None)


@register.filter
def open_acts(acts: Iterable[Any]) -> list[Any]:
    """What else may be done besides the act put forward."""
    listed = list(acts or ())
    first = primary_act(listed)
    return [act for act in listed if act.is_allowed and act is not first]


@register.filter
def refused_acts(acts: Iterable[Any]) -> list[Any]:
    """What may not be done now, each with its reason."""
    return [act for act in acts or () if not act.is_allowed]


@register.filter
def by_reason(acts: Iterable[Any]) -> list[tuple[str, list[Any]]]:
    """Acts that may not be done now under what keeps them from it, each reason told once."""
    found: dict[str, list[Any]] = {}
    for act in acts or ():
        found.setdefault(str(act.reason), []).append(act)
    return list(found.items())


@register.filter
def short_digest(digest: str) -> str:
    """The first twelve digits of a digest, in groups of four."""
    return " ".join(digest[start : start + 4] for start in (0, 4, 8)) + "…" if digest else "—"


@register.filter
def badge_class(kind: str) -> str:
    """The look of a badge on a line of a timeline; none of its own for what went as it should."""
    return BADGES.get(kind, "")


@register.filter
def labels(items: Iterable[Any]) -> list[str]:
    """What each of them is called, to be joined."""
    return [str(item.label) for item in items]


@register.filter
def few(items: Iterable[Any], shown: int = 2) -> str:
    """The first labels, and how many there are where there are more, for a cell of a list; empty for none."""
    names = labels(items)
    text = "、".join(names[:shown])
    return text + _(" 等 %(n)s 条") % {"n": len(names)} if len(names) > shown else text


@register.filter
def error_count(form: BaseForm) -> int:
    """How many sentences the error summary of a form holds."""
    return sum(len(errors) for errors in form.errors.values())


@register.filter
def names_field(error: object, field: BoundField) -> bool:
    """Whether an error sentence already names its field, so that the summary need not."""
    return str(field.label) in str(error)


@register.simple_tag
def unsent() -> SafeString:
    """Attributes of a field whose words go into the address: a telephone or a resident number is not even sent."""
    return flatatt(_unsent())


def _unsent() -> dict[str, str]:
    return {"pattern": UNSENT, "title": _("不要用电话或者身份证号查找，请用编号或者单位名称")}


@register.filter
def filter_fields(form: BaseForm) -> dict[str, Any]:
    """A filter's first text field, the fields that fold away on a phone, and how many of those are in use."""
    shown = form.visible_fields()
    search = next((field for field in shown if field.widget_type == "text"), None)
    folded = [field for field in shown if field is not search]
    for field in shown:
        if field.widget_type == "text":
            field.field.widget.attrs |= _unsent()
    return {"search": search, "folded": folded, "used": sum(bool(field.data) for field in folded)}


def is_box(field: BoundField) -> bool:
    return isinstance(field.field.widget, CheckboxInput)


def input_of(field: BoundField) -> SafeString:
    """The input of a filter's field, dressed as the style sheets want it."""
    widget = field.field.widget
    dress = "form-select" if isinstance(widget, Select) else "form-control"
    return field.as_widget(attrs={"class": f"{type(widget).__name__.lower()} {dress}"})
