"""The campaign's document as its page shows it: every text, with what the house knows about it."""

from dataclasses import dataclass
from datetime import date
from typing import Any

from django.utils.translation import gettext as _

from campaign.models import Campaign, LegalBasis
from campaign.ribbon import ribbon
from law.instruments import INSTRUMENTS, Instrument
from law.matters import MATTERS, Group
from registry.models import Category


@dataclass(frozen=True)
class Fact:
    """A line of templates/components/facts.html."""

    label: Any
    value: Any
    note: Any = ""


@dataclass(frozen=True)
class Step:
    """A phase as templates/components/steps.html draws it, with its text."""

    label: str
    note: str
    is_done: bool
    is_current: bool
    title: str
    text: str
    days: int


@dataclass(frozen=True)
class Basis:
    """A cited instrument with its texts in force in the campaign: more than one means it changed."""

    title: str
    uses: list[Any]
    texts: list[Instrument]
    doubt: str

    @property
    def is_changed_meanwhile(self) -> bool:
        return len(self.texts) > 1


@dataclass(frozen=True)
class Paper:
    facts: list[Fact]
    steps: list[Step]
    objects: list[tuple[str, list[str]]]
    contents: list[tuple[str, dict[str, list[str]]]]
    requirements: list[Any]
    bases: list[Basis]


def document(campaign: Campaign, today: date) -> Paper:
    """The whole page; one query for each part and one for the names of categories."""
    names = dict(Category.objects.values_list("code", "name"))
    return Paper(
        facts=_facts(campaign),
        steps=_steps(campaign, today),
        objects=[(row.text, [names[code] for code in row.categories]) for row in campaign.targetgroups.all()],
        contents=[(row.text, _by_group(row.matters)) for row in campaign.contents.all()],
        requirements=list(campaign.requirements.all()),
        bases=[_basis(campaign, row) for row in campaign.legal_bases.all()],
    )


def _facts(campaign: Campaign) -> list[Fact]:
    return [
        Fact(_("文件"), f"《{campaign.document_title}》", campaign.document_number),
        Fact(_("发文机关"), campaign.issuer),
        Fact(_("发文日期"), campaign.issued_on.isoformat(), campaign.printed_by),
        Fact(_("主送"), campaign.recipients),
        Fact(_("牵头单位"), campaign.owner),
        Fact(_("起止"), f"{campaign.starts_on.isoformat()} {_('至')} {campaign.ends_on.isoformat()}"),
        Fact(
            _("总结报告"), _("%(day)s 前") % {"day": campaign.report_due_on.isoformat()}, campaign.report_to
        ),
        Fact(_("联系人"), campaign.contact_name, campaign.contact_phone),
    ]


def _steps(campaign: Campaign, today: date) -> list[Step]:
    bands = ribbon(campaign, today).phases
    return [
        Step(
            label=f"{band.mark} {band.name}",
            note=f"{band.starts_on:%m-%d} {_('至')} {band.ends_on:%m-%d}",
            is_done=band.status == "done",
            is_current=band.status == "now",
            title=window.title,
            text=window.text,
            days=(window.ends_on - window.starts_on).days + 1,
        )
        for band, window in zip(bands, campaign.windows, strict=True)
    ]


def _by_group(codes: list[str]) -> dict[str, list[str]]:
    """Labels of matters under the heading of their group, in the order of the check-list."""
    found: dict[str, list[str]] = {}
    for group in Group:
        labels = [matter.label for code, matter in MATTERS.items() if code in codes and matter.group == group]
        if labels:
            found[group.label] = labels
    return found


def _basis(campaign: Campaign, row: LegalBasis) -> Basis:
    texts = [
        text
        for text in INSTRUMENTS
        if text.code == row.instrument
        and text.in_force_from <= campaign.ends_on
        and (text.in_force_until is None or text.in_force_until >= campaign.starts_on)
    ]
    doubt = "；".join(filter(None, (text.doubt for text in texts))) or (
        "" if texts else _("系统未收录这个文件")
    )
    return Basis(title=row.title, uses=row.use_labels, texts=texts, doubt=doubt)
