"""Two languages, one page (docs/adr/0020-two-template-languages.md): what stands in Jinja2 behaves as Django's does."""

import html
import re
from datetime import UTC, date, datetime
from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest
from django import forms
from django.conf import settings
from django.forms.renderers import DjangoTemplates
from django.template import Context, Template, TemplateDoesNotExist, engines
from django.template.loader import get_template
from django.urls import NoReverseMatch, reverse, set_script_prefix
from django.utils.safestring import mark_safe

from casework.addresses import page_of
from casework.fast_templates import FOLDERS, environment
from casework.sentences import Renderer
from casework.templatetags.shell import called
from registry.models import Employer

ROOT = Path(settings.BASE_DIR, "templates")
NAMES = [
    str(path.relative_to(ROOT)) for folder in FOLDERS for path in sorted((ROOT / folder).rglob("*.html"))
]
EVIL = "<b a='1' c=\"2\">&"


def jinja(source: str, **context: Any) -> str:
    return engines["jinja2"].env.from_string(source).render(context)


def django(source: str, **context: Any) -> str:
    return Template(source).render(Context(context))


def test_every_one_of_them_compiles() -> None:
    for name in NAMES:
        engines["jinja2"].get_template(name)
    assert len(NAMES) > 50


def test_a_page_finds_no_component_that_is_not_there() -> None:
    with pytest.raises(TemplateDoesNotExist):
        get_template("components/nobody.html")


def test_what_is_included_sees_what_the_page_sees() -> None:
    source = '{% with title="没有" %}{% include "components/empty.html" with why="因为" %}{% endwith %}'
    assert "<b>没有</b><br>因为" in django(source)
    assert "因为" not in django(
        '{% include "components/empty.html" with title=why only %}', why="因为"
    ).replace("<b>因为</b>", "")


def test_a_part_of_a_page_that_is_sent_alone_has_what_every_page_has(rf: Any) -> None:
    """The answer to a question of htmx is a component by itself."""
    request = rf.get("/")
    sent = get_template("components/csrf.html").render({}, request)
    assert re.search(r'value="\w{64}"', sent)


@pytest.mark.parametrize(
    "value",
    [
        EVIL, 0, 12345, 1.5, True, None, Decimal("1234.50"), date(2021, 6, 3), datetime(2021, 6, 3, 16, 5, tzinfo=UTC),
        ["a", "<"],
    ],
    ids=str,
)  # fmt: skip
def test_a_value_is_printed_as_django_prints_it(value: object) -> None:
    assert html.unescape(jinja("{{ value }}", value=value)) == html.unescape(
        django("{{ value }}", value=value)
    )


@pytest.mark.parametrize("shape", ["Y-m-d H:i", "m-d", "c"])
def test_a_moment_is_told_in_the_time_of_the_house(shape: str) -> None:
    moment = datetime(2021, 6, 3, 16, 5, tzinfo=UTC)
    assert jinja(f"{{{{ at|date('{shape}') }}}}", at=moment) == django(
        f'{{{{ at|date:"{shape}" }}}}', at=moment
    )
    assert jinja("{{ at|day }} {{ none|day }}", at=moment, none=None) == "2021-06-04 "


def test_SEC_01_escaping_is_on_and_knows_what_django_marked() -> None:
    assert engines["jinja2"].env.autoescape is True
    assert "<" not in jinja("{{ text }}{{ _('%(a)s') % {'a': text} }}{{ text|join }}", text=EVIL)
    assert jinja("{{ told }}", told=mark_safe("<b>")) == "<b>"


def test_what_is_missing_prints_nothing() -> None:
    assert jinja("{{ nobody }}{{ nobody.name }}{{ record.town.name or '—' }}", record={"town": None}) == "—"


def test_no_page_hides_a_function_of_the_components_behind_a_value_of_its_own() -> None:
    """A value of a page comes before a global of the same name."""
    names = set(environment().globals)
    given = re.compile(r"\bwith (\w+)=|\bas (\w+) %}|{% for (\w+) in")
    texts = [path.read_text(encoding="utf-8") for path in ROOT.rglob("*.html")]
    taken = {name for text in texts for found in given.findall(text) for name in found}
    assert taken & names == set()


class Widgets(forms.Form):
    """One field of every widget the house asks with."""

    renderer = Renderer()
    text = forms.CharField(help_text="<b>", label="<i>", initial=EVIL)
    long = forms.CharField(widget=forms.Textarea, initial=EVIL)
    number = forms.IntegerField(min_value=0, initial=1234)
    amount = forms.DecimalField(decimal_places=2, initial=Decimal("1234.50"))
    day = forms.DateField(initial=date(2021, 6, 3))
    moment = forms.DateTimeField(initial=datetime(2021, 6, 3, 9, 0, tzinfo=UTC))
    agreed = forms.BooleanField(required=False, initial=True)
    kind = forms.ChoiceField(choices=[("", "—"), (EVIL, EVIL), ("组", [(1, "一"), (2, "二")])], initial=2)
    kinds = forms.MultipleChoiceField(choices=[(1, "一"), (2, EVIL)], initial=[2], required=False)
    radio = forms.ChoiceField(widget=forms.RadioSelect, choices=[(1, "一"), (2, EVIL)], initial=1)
    boxes = forms.MultipleChoiceField(
        widget=forms.CheckboxSelectMultiple, choices=[(1, "一"), (2, EVIL)], required=False
    )
    file = forms.FileField(required=False)
    secret = forms.CharField(widget=forms.PasswordInput)
    hidden = forms.CharField(widget=forms.HiddenInput, initial=EVIL)
    many = forms.MultipleChoiceField(widget=forms.MultipleHiddenInput, choices=[(1, "一")], initial=[1])


@pytest.mark.parametrize(
    "data", [None, {}, {"text": EVIL, "number": "<", "kind": "2", "boxes": ["2"]}], ids=str
)
@pytest.mark.parametrize("name", list(Widgets.base_fields))
def test_a_widget_is_what_django_would_have_made(name: str, data: dict[str, Any] | None) -> None:
    ours, theirs = Widgets(data), Widgets(data, renderer=DjangoTemplates())
    assert same(str(ours[name])) == same(str(theirs[name]))


def same(text: str) -> str:
    """The two write the signs of quotation in two ways."""
    return " ".join(text.split()).replace("&#x27;", "&#39;").replace("&quot;", "&#34;").replace("> <", "><")


def test_the_address_of_a_row_is_the_one_the_tables_give() -> None:
    for route in ("registry:employer_detail", "cases:case_detail", "checks:visit_detail"):
        assert page_of(route, 17) == reverse(route, args=[17])
    set_script_prefix("/house/")
    assert page_of("cases:case_detail", 17).startswith("/house/")
    set_script_prefix("/")
    with pytest.raises(NoReverseMatch):
        page_of("cases:nobody", 1)
    with pytest.raises(TypeError):
        page_of("cases:case_detail", None)


def test_a_value_is_called_what_django_calls_it() -> None:
    for status in ("active", "nowhere"):
        employer = Employer(status=status)
        assert called(employer, "status") == employer.get_status_display()
