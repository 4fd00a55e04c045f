"""No rule of a style sheet without something it is for (HSE-15)."""

import re

from tests.architecture.sources import ROOMS, files

NAME = re.compile(r"\.([a-zA-Z_][\w-]*)")
# What is put together where it is used: `rb-{{ state }}`, `"grade-" + letter`, f"part-{number}".
BEGUN = re.compile(r"""([a-zA-Z][\w]*-)(?:\{|"|'|`|\$)""")


def classes(sheet: str) -> set[str]:
    """The classes the selectors of a style sheet name; comments, declarations and quoted values left out."""
    bare = re.sub(r'/\*.*?\*/|"[^"]*"', "", sheet, flags=re.DOTALL)
    return set(NAME.findall(re.sub(r"\{[^{}]*\}", " ", bare)))


def unused(names: set[str], text: str) -> list[str]:
    words, begun = set(re.findall(r"[\w-]+", text)), tuple(set(BEGUN.findall(text)))
    return sorted(name for name in names - words if not name.startswith(begun))


def test_HSE_15_every_class_of_the_style_sheets_is_used() -> None:
    sheets = "\n".join(path.read_text(encoding="utf-8") for path in files(".css", under=("static",)))
    users = (
        *files(".html", under=("templates",)),
        *files(".js", under=("static",)),
        *files(".py", under=ROOMS),
    )
    text = "\n".join(path.read_text(encoding="utf-8") for path in users)
    assert not unused(classes(sheets), text)


def test_HSE_15_a_dead_class_is_seen() -> None:
    sheet = '@media (min-width: 1px) { .a, .b-1 > .c:not(.d) { width: .5em; background: url("x.png") } } /* .e {} */'
    assert classes(sheet) == {"a", "b-1", "c", "d"}
    assert unused(classes(sheet), '<p class="a b-{{ n }} c">') == ["d"]
