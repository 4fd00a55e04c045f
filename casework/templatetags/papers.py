"""Tags of the sheet in the browser: the same arrangement as the Word document's, by `casework.papers.arranged`."""

from typing import Any

from django import template
from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString

from casework.papers import arranged
from casework.papers.content import Block, Content

register = template.Library()
# A record in the browser is one long page: more lines than these are not numbered.
LINES = 400


@register.simple_tag
def laid_out(content: Content) -> dict[str, Any]:
    """What `papers/sheet.html` prints, each text as it stands on the sheet."""
    is_form = content["sheet"] == "form"
    return {
        "number": arranged.numbered(content),
        "day": arranged.day(content["date"]),
        "copies": arranged.copies(content),
        "seal_words": arranged.seal_words(content),
        "sign_words": arranged.sign_words(content),
        "numbers": "\n".join(map(str, range(1, LINES))) if content["sheet"] == "record" else "",
        "lines": list(arranged.form_lines(content)) if is_form else [],
        "parts": [] if is_form else [_part(block) for block in content["blocks"]],
        "signers": [
            (label, [arranged.signed(signer) for signer in signers])
            for label, signers in arranged.by_label(content)
        ],
        "heard": arranged.heard(content) if content["sheet"] == "record" else [],
        "annexed": [
            {"label": block["label"], "table": arranged.struck(block["table"])}
            for block in arranged.annexed(content)
        ],
    }


@register.filter
def is_prose(texts: list[str]) -> bool:
    return arranged.is_prose(texts)


@register.filter
def is_amount(text: str) -> bool:
    return arranged.is_amount(text)


@register.filter
def lines(text: str) -> list[str]:
    """The paragraphs of a text; of one that is empty the stroke."""
    return arranged.paragraphs(text)


def _part(block: Block) -> dict[str, Any]:
    """One block of a sheet that flows: `label` with `first` and `rest` of its text, with `turns` or with `table`."""
    if "text" in block:
        return {"rest": arranged.paragraphs(block["text"])}
    if "turns" in block:
        return {"label": block["label"], "turns": arranged.spoken(block)}
    if arranged.is_annexed(block):
        return {"label": block["label"], "first": arranged.refers(block)}
    if "table" in block:
        return {"label": block["label"], "table": arranged.struck(block["table"])}
    first, *rest = arranged.paragraphs(block["value"])
    return {"label": block["label"], "first": first, "rest": rest, "is_short": arranged.is_short(block)}


@register.filter
def as_changed(parts: list[tuple[str, str]]) -> SafeString:
    """A text with what is gone struck out and what is new marked (casework.papers.sent_back)."""
    return format_html_join("", "{}", ((_marked(name, text),) for name, text in parts))


def _marked(name: str, text: str) -> SafeString | str:
    if name == "ins":
        return format_html("<ins>{}</ins>", text)
    return format_html("<del>{}</del>", text) if name == "del" else text
