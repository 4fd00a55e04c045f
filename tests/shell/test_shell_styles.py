"""Our style sheets hold nothing that no page, tag or script uses."""

import re
from pathlib import Path

import pytest
from django.conf import settings

ROOT = Path(settings.BASE_DIR)
SHEETS = sorted((ROOT / "static" / "css").glob("*.css"))
ROOMS = ("accounts", "campaign", "casework", "complaints", "inspections", "registry", "reports")
# Set by Bootstrap, crispy-forms or htmx, made from a value, or told to template authors as a ready-made part.
GIVEN = re.compile(
    r"htmx-|rb-|lamp-|alert-|badge-|btn-|form-|nav-|invalid-|is-invalid|input-group|field|d-|part-\d|i$|bulk$|is-picked$|only-print$|sheet-"
)


def words_in_use() -> set[str]:
    """Words of class attributes and template blocks, and of short strings in scripts and tags."""
    found: set[str] = set()
    for page in (ROOT / "templates").rglob("*.html"):
        text = page.read_text()
        for attribute in re.findall(r'class="([^"]*)"|_class %}([\w -]*){%|(?:size|class)="([^"]*)"', text):
            found |= set(re.findall(r"[\w-]+", " ".join(attribute)))
    sources = [*(ROOT / "static" / "js").glob("*.js")]
    sources += [path for room in ROOMS for path in (ROOT / room).rglob("*.py")]
    for path in sources:
        for text in re.findall(r"""["'`]([^"'`\n]{1,80})["'`]""", path.read_text()):
            found |= set(re.findall(r"[\w-]+", text))
    return found


@pytest.mark.parametrize("sheet", SHEETS, ids=lambda sheet: sheet.stem)
def test_every_class_of_a_sheet_is_used(sheet: Path) -> None:
    rules = re.sub(r"/\*.*?\*/", "", sheet.read_text(), flags=re.DOTALL)
    named = set(re.findall(r"\.([a-zA-Z][\w-]*)", re.sub(r"\{[^{}]*\}", "{}", rules)))
    assert {name for name in named - words_in_use() if not GIVEN.match(name)} == set()
