"""SEC-01: text is never markup. Whatever switches escaping off stands in one reviewed list, each with its reason."""

import ast
import re
from collections.abc import Iterator
from pathlib import Path

import django
import pytest
from django.template.utils import get_app_template_dirs

from tests.architecture.sources import ROOT, calls, dotted, files, first_party, imported, shown, tree

NO_SUCH_LAYOUT = (
    "of a layout object no form uses; the test below holds the forms to the four whose templates are ours"
)
NOT_OURS = "prints a whole form; no template of ours asks for that, see the test below"
REVIEWED = {
    "static/js/patrol.js": "a further row is made from the row the page carries, with its number filled in",
    **{
        f"bootstrap5/{name}.html": NO_SUCH_LAYOUT
        for name in (
            "accordion", "accordion-group", "layout/alert", "layout/button", "layout/buttonholder", "layout/column",
            "layout/field_with_buttons", "layout/row", "layout/tab",
        )
    },
    **{f"django/forms/{name}.html": NOT_OURS for name in ("field", "p", "table", "ul")},
}  # fmt: skip
OF_A_TEMPLATE = re.compile(r"\|\s*safe(?:seq)?\b|\bautoescape\s+(?:off|false)\b")
OF_A_SCRIPT = re.compile(
    r"\b(?:inner|outer)HTML\b|insertAdjacentHTML|createContextualFragment|DOMParser|document\.write|\bsrcdoc\b|\beval\("
)
WHOLE_FORM = re.compile(r"{{\s*(?:\w+\.)*form(?:set)?\s*}}|\.as_(?:p|ul|div|table|field_group)\b")
OUR_LAYOUT = {"Div", "Field", "Fieldset", "Layout"}
MARKS = {"mark_safe", "html_safe", "SafeString", "SafeText", "SafeData", "Markup"}
# What is markup in these is their first argument, of a join the second too.
COMPILED = {"format_html", "format_html_join", "Template", "from_string"}
# A value straight after the equals sign of an attribute ends at the first space of the text.
UNQUOTED = re.compile(r"<[a-zA-Z][^<>]*\s[\w:-]+=§")


def in_template(text: str) -> list[str]:
    return OF_A_TEMPLATE.findall(text)


def in_python(module: ast.Module) -> Iterator[ast.AST]:
    """Every way of Django to say that a text is markup. `SafeString` may stand in a signature, where it says nothing."""
    marks = set(MARKS)
    for node in ast.walk(module):
        if isinstance(node, ast.ImportFrom):
            marks |= {alias.asname for alias in node.names if alias.name in MARKS and alias.asname}
    return (node for node in ast.walk(module) if _makes_markup(node, marks))


def _makes_markup(node: ast.AST, marks: set[str]) -> bool:
    if isinstance(node, ast.Call):
        parts = [node.func, *node.args, *(word.value for word in node.keywords)]
        compiles = _last(node.func) in COMPILED and not _are_literal(node)
        return compiles or any(_last(each) in marks for each in parts)
    if isinstance(node, ast.ClassDef):
        return any(_last(each) in marks for each in (*node.bases, *node.decorator_list))
    if isinstance(node, ast.keyword):
        return node.arg in ("is_safe", "needs_autoescape")
    return isinstance(node, ast.FunctionDef) and node.name == "__html__"


def _last(node: ast.AST) -> str:
    return dotted(node).split(".")[-1]


def _are_literal(call: ast.Call) -> bool:
    number = 2 if _last(call.func) == "format_html_join" else 1
    return all(isinstance(part, ast.Constant) for part in call.args[:number])


def test_SEC_01_templates_and_scripts_make_no_markup_of_data() -> None:
    found = {
        shown(path)
        for suffix, pattern in ((".html", OF_A_TEMPLATE), (".txt", OF_A_TEMPLATE), (".js", OF_A_SCRIPT))
        for path in files(suffix, under=("templates", "static"))
        if pattern.search(path.read_text(encoding="utf-8"))
    }
    assert found - REVIEWED.keys() == set()


def test_SEC_01_python_makes_no_markup_of_data() -> None:
    found = [shown(path, node.lineno) for path in first_party() for node in in_python(tree(path))]
    assert not found, "\n".join(found)


def test_SEC_01_templates_of_libraries_that_make_markup_are_ours_or_not_used() -> None:
    """What stands under the same name in our folder comes first and is looked at above."""
    folders = [
        Path(django.__file__).parent / "forms" / "templates", *map(Path, get_app_template_dirs("templates")),
        *map(Path, get_app_template_dirs("jinja2")),
    ]  # fmt: skip
    named = {
        str(path.relative_to(folder))
        for folder in folders
        for path in folder.rglob("*.html")
        if in_template(path.read_text(encoding="utf-8"))
    }
    unseen = {name for name in named if not (ROOT / "templates" / name).exists()} - REVIEWED.keys()
    assert unseen == set(), "override them in templates/, or review them"


def test_SEC_01_the_reviewed_list_holds_nothing_that_went() -> None:
    ours = {name for name in REVIEWED if name.startswith(("static/", "templates/"))}
    gone = {name for name in ours if not OF_A_SCRIPT.search((ROOT / name).read_text(encoding="utf-8"))}
    assert gone == set()


def test_SEC_01_forms_use_the_layout_objects_we_print_ourselves() -> None:
    """A legend is compiled as a template, so it is a sentence of the house."""
    found = []
    for path in first_party():
        for node in ast.walk(tree(path)):
            if any(name.startswith("crispy_forms.bootstrap") for name in imported(node)):
                found.append(shown(path, node.lineno))
            if isinstance(node, ast.ImportFrom) and node.module == "crispy_forms.layout":
                found += [f"{shown(path)} {each.name}" for each in node.names if each.name not in OUR_LAYOUT]
        for call in calls(path):
            if dotted(call.func) == "Fieldset" and not _is_sentence(call.args[0]):
                found.append(shown(path, call.lineno))
    assert not found, "\n".join(found)


def test_SEC_01_no_template_leaves_a_whole_form_to_django() -> None:
    """Django's own form templates print help texts as markup."""
    found = [
        shown(path)
        for path in files(".html", under=("templates",))
        if WHOLE_FORM.search(path.read_text(encoding="utf-8"))
    ]
    assert not found, "\n".join(found)


def test_SEC_01_every_attribute_that_holds_data_is_quoted() -> None:
    found = [
        shown(path)
        for path in files(".html", under=("templates",))
        if _unquoted(path.read_text(encoding="utf-8"))
    ]
    assert not found, "\n".join(found)


def test_SEC_01_htmx_stands_only_where_a_page_asks_for_it_and_only_reads() -> None:
    """On other pages an attribute that got in is dead; on these no request of it may write."""
    acting = re.compile(r"hx-(?:post|put|patch|delete|headers|vals|on)\b")
    texts = {shown(path): path.read_text(encoding="utf-8") for path in files(".html", under=("templates",))}
    loading = [name for name, text in texts.items() if "htmx.min.js" in text]
    assert loading == ["templates/components/live.html"]
    assert [name for name, text in texts.items() if acting.search(text)] == []


@pytest.mark.parametrize(
    "text",
    ["{{ a|safe }}", "{{ a | safe }}", "{{ a|safeseq }}", "{% autoescape off %}", "{% autoescape false %}"],
)
def test_every_way_of_a_template_is_seen(text: str) -> None:
    assert in_template(text)


@pytest.mark.parametrize(
    "text", ["<a href={{ x }}>", "<p class='a' id={% x %}>", '<b title="{{ a }}" id={{ b }}>']
)
def test_an_attribute_without_quotes_is_seen(text: str) -> None:
    assert _unquoted(text) and not _unquoted(
        "<a href=\"{{ x }}?a={{ y }}\" id='{{ z }}'{% if a %} b{% endif %}>"
    )


@pytest.mark.parametrize(
    "text",
    [
        "mark_safe(x)",
        "from django.utils.safestring import mark_safe as m\nm(x)",
        "safestring.mark_safe(x)",
        "SafeString(x)",
        "format_html(x)",
        "format_html('<b>' + x)",
        "format_html_join(x, '<b>', y)",
        "lazy(mark_safe, str)(x)",
        "map(mark_safe, x)",
        "class A(SafeString): pass",
        "@html_safe\nclass A: pass",
        "class A:\n    def __html__(self): return x",
        "register.filter(f, is_safe=True)",
        "Template(x)",
        "engine.from_string(x)",
    ],
)
def test_every_way_of_python_is_seen(text: str) -> None:
    assert list(in_python(ast.parse(text)))


def _is_sentence(node: ast.AST) -> bool:
    return isinstance(node, ast.Call) and dotted(node.func) == "_" and isinstance(node.args[0], ast.Constant)


def _unquoted(text: str) -> bool:
    return bool(UNQUOTED.search(re.sub(r"\"[^\"]*\"|'[^']*'", '""', _with_signs(text))))


def _with_signs(text: str) -> str:
    """The template with a sign for every value and tag, so that only the quotes of attributes are left."""
    return re.sub(r"{{.*?}}|{%.*?%}", "§", re.sub(r"{#.*?#}|{% comment %}.*?{% endcomment %}", "", text))
