"""A report as plain data, from which every renderer writes its file."""

from dataclasses import dataclass, field
from datetime import date, datetime
from typing import Any

from django.utils.translation import gettext as _

from campaign.models import Campaign
from registry.models import Town
from reports.freezing import digest
from reports.metrics import FIGURES, GROUPS, Figure, for_towns, of_group
from reports.models import SECTIONS, Summary
from reports.prose import draft
from reports.shape import shown

MARKS = "一二三四五六七八九十"


@dataclass(frozen=True)
class FigureLine:
    """One line of the table of figures: a heading when it has no value."""

    label: str
    unit: str = ""
    definition: str = ""
    value: Any = None
    text: str = ""
    is_money: bool = False
    is_rate: bool = False

    @property
    def is_heading(self) -> bool:
        return not self.unit

    @property
    def shown_unit(self) -> str:
        """A rate carries its sign with it."""
        return "" if self.is_rate else self.unit


@dataclass(frozen=True)
class Cell:
    """A cell of the towns' table: words, or a number with the words for it."""

    text: str
    value: Any = None
    is_money: bool = False
    is_rate: bool = False


@dataclass(frozen=True)
class Ranking:
    """Towns side by side: heads and one row each, the sum last; `note` says what the places go by."""

    heads: list[str]
    rows: list[list[Cell]]
    note: str


@dataclass(frozen=True)
class Paper:
    title: str
    addressee: str
    sections: list[tuple[str, list[str]]]
    figures: list[FigureLine]
    signer: str
    signed_on: date
    cut_off: date
    made_at: datetime
    version_no: int
    sha256: str
    notes: list[str] = field(default_factory=list)
    ranking: Ranking | None = None


def figure_lines(numbers: dict[str, Any]) -> list[FigureLine]:
    """The figures that `numbers` holds, under their headings."""
    lines: list[FigureLine] = []
    for group in GROUPS:
        rows = [figure for figure in of_group(group) if figure.code in numbers]
        if rows:
            lines.append(FigureLine(str(group.label)))
        lines += [
            FigureLine(
                str(row.label),
                str(row.unit),
                str(row.definition),
                numbers[row.code],
                shown(row, numbers[row.code]),
                row.is_money,
                row.is_rate,
            )
            for row in rows
        ]
    return lines


def of_town(numbers: dict[str, Any]) -> dict[str, Any]:
    """The figures a town's own report shows."""
    shown_to_towns = for_towns()
    return {code: number for code, number in numbers.items() if code in shown_to_towns}


def town_paper(
    campaign: Campaign,
    town: Town,
    numbers: dict[str, Any],
    *,
    cut_off: date,
    made_at: datetime,
    version_no: int,
    summary: Summary | None,
) -> Paper:
    """A town's report: the frozen figures and texts where it has submitted, otherwise the figures given and the drafted text."""
    frozen = summary if summary is not None and summary.is_frozen else None
    numbers = frozen.figures if frozen else of_town(numbers)
    texts = _texts(summary, draft(campaign, town.name, numbers))
    return Paper(
        title=_("%(place)s%(title)s总结报告") % {"place": town.name, "title": campaign.title},
        addressee=campaign.owner,
        sections=_sections(texts),
        figures=figure_lines(numbers),
        signer=town.name,
        signed_on=(frozen.submitted_on if frozen else None) or made_at.date(),
        cut_off=(frozen.cut_off if frozen else None) or cut_off,
        made_at=made_at,
        version_no=version_no,
        sha256=digest(numbers),
        notes=_notes(frozen),
    )


def district_paper(
    campaign: Campaign,
    towns: list[Any],
    figures: dict[str, Any],
    *,
    cut_off: date,
    made_at: datetime,
    version_no: int,
    summary: Summary | None,
    late: dict[str, int],
) -> Paper:
    """The district's report: sums, the towns side by side, and what belongs to no town."""
    texts = _texts(summary, draft(campaign, str(_("全区")), figures["district"]))
    return Paper(
        title=_("%(title)s总结报告") % {"title": campaign.title},
        addressee=campaign.issuer,
        sections=_sections(texts),
        figures=figure_lines(figures["district"]),
        signer=campaign.owner,
        signed_on=made_at.date(),
        cut_off=cut_off,
        made_at=made_at,
        version_no=version_no,
        sha256=digest(figures),
        notes=[
            _("各镇街报告按各自报送时的数据冻结，与本报告统计截止日不同的，以本报告为准。"),
            *_unassigned(figures["unassigned"]),
        ],
        ranking=ranking(towns, figures, late),
    )


COMPARED = (
    "checked_employers",
    "problems",
    "rectification_rate",
    "escalated_employers",
    "cases_filed",
    "publicity_events",
)


def ranking(towns: list[Any], figures: dict[str, Any], late: dict[str, int]) -> Ranking:
    """Towns by employers checked, then by rate of rectification; `late` tells how many days after the last day each reported."""
    from_first = sorted(
        towns,
        key=lambda town: (
            -figures["towns"][town.code]["checked_employers"],
            -(figures["towns"][town.code]["rectification_rate"] or 0),
            town.order,
        ),
    )
    compared = [FIGURES[code] for code in COMPARED]
    rows = [
        [
            Cell(str(place), place),
            Cell(town.name),
            *(_cell(figure, figures["towns"][town.code]) for figure in compared),
            Cell(_reported(late.get(town.code))),
        ]
        for place, town in enumerate(from_first, start=1)
    ]
    rows.append(
        [Cell(""), Cell(_("合计")), *(_cell(figure, figures["district"]) for figure in compared), Cell("")]
    )
    heads = [
        str(figure.label if figure.is_rate else f"{figure.label}（{figure.unit}）") for figure in compared
    ]
    note = _("名次按%(first)s从多到少，相同的按%(second)s从高到低。") % {
        "first": FIGURES["checked_employers"].label,
        "second": FIGURES["rectification_rate"].label,
    }
    return Ranking([_("名次"), _("镇街"), *heads, _("报送")], rows, note)


def _cell(figure: Figure, numbers: dict[str, Any]) -> Cell:
    value = numbers[figure.code]
    return Cell(shown(figure, value), value, figure.is_money, figure.is_rate)


def _reported(days_late: int | None) -> str:
    if days_late is None:
        return _("未报送")
    return _("逾期%(days)s天") % {"days": days_late} if days_late else _("按时")


def _texts(summary: Summary | None, drafted: dict[str, str]) -> dict[str, str]:
    """What people wrote, and where they left the draft alone the draft of these figures."""
    return drafted if summary is None else summary.texts | summary.redrawn(drafted)


def _sections(texts: dict[str, str]) -> list[tuple[str, list[str]]]:
    return [
        (
            f"{MARKS[index]}、{label}",
            [line.strip() for line in texts.get(name, "").splitlines() if line.strip()],
        )
        for index, (name, label) in enumerate(SECTIONS.items())
    ]


def _notes(summary: Summary | None) -> list[str]:
    """Of a submitted summary what is to be said beside it; without one, that the report is a draft."""
    if summary is None:
        return [_("初稿，尚未报送。")]
    notes = [_("本镇街零报告：统计期间没有需要上报的数据。")] if summary.is_zero else []
    if summary.is_late and summary.submitted_on:
        notes.append(
            _("%(day)s 报送，逾期%(days)s天。")
            % {"day": summary.submitted_on.isoformat(), "days": summary.days_late}
        )
    return notes


def _unassigned(numbers: dict[str, Any]) -> list[str]:
    """Rows without a town are in no sum; the report says how many there are."""
    found = [line for line in figure_lines(numbers) if line.value and not line.is_rate]
    return [
        _("未计入合计（区级活动或未定镇街）：%(label)s %(number)s%(unit)s。")
        % {"label": line.label, "number": line.text, "unit": line.unit}
        for line in found
    ]
