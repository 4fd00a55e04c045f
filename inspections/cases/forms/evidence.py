"""The list of evidence, and what becomes of what was registered and kept (行政处罚法 46, 56)."""

from collections.abc import Mapping, Sequence
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from casework.forms import FilesMixin
from inspections.cases import lists
from inspections.cases.forms.lines import Day, LineForm, ListForm, Offered, Words
from inspections.cases.forms.record import OfRecord
from inspections.cases.kinds import Disposal, EvidenceKind
from inspections.cases.models import Evidence
from inspections.checks.forms.fields import count_field, text_field
from law.clock import today
from law.words import told_today
from registry import eligibility

SAME = (
    "name",
    "kind",
    "pages",
    "is_original",
    "source",
    "given_by",
    "taken_on",
    "taken_place",
    "proves",
    "holder",
)
NONE = ("", "—")


class PieceForm(LineForm):
    number = forms.IntegerField(required=False, widget=forms.HiddenInput)
    name = Words(_("名称"))
    kind = forms.ChoiceField(label=_("种类"), choices=EvidenceKind, required=False)
    pages = count_field(_("页数"))
    is_original = forms.BooleanField(label=_("原件"), required=False, initial=True)
    source = Words(_("来源"))
    given_by = Words(_("提供人"))
    taken_on = Day(_("取证日期"), initial=today)
    taken_place = Words(_("取证地点"))
    first_taker = forms.ChoiceField(label=_("取证人一"), required=False)
    second_taker = forms.ChoiceField(label=_("取证人二"), required=False)
    proves = Words(_("证明内容"), 2000)
    attachment = forms.ChoiceField(label=_("附件"), required=False)
    preserved = forms.ChoiceField(label=_("先行登记保存"), required=False)
    holder = Words(_("保管人"))

    def complete(self, line: dict[str, Any]) -> dict[str, Any]:
        takers = [int(line.pop(name) or 0) for name in ("first_taker", "second_taker")]
        try:
            return lists.piece({**line, "taken_by": [pk for pk in takers if pk]})
        except lists.LineWrong as wrong:
            column = "second_taker" if wrong.column == "taken_by" else wrong.column
            raise lists.LineWrong(column, str(wrong)) from wrong


class RecordEvidenceForm(ListForm, FilesMixin):
    """Pieces keep their numbers. New files go, in their order, to new pieces that name none."""

    line, given, check = PieceForm, "pieces", staticmethod(lists.pieces)
    unit = _("件")
    takes_user = True
    note = _("每件两名监察员取证；新传的文件按次序配给没有选附件的新证据，也可以先核对，再在“附件”里选。")
    check_label = _("先核对，暂不保存")

    def __init__(self, *args: Any, **options: Any) -> None:
        super().__init__(*args, **options)
        self.fields["files"].label = _("证据的照片或者扫描件")

    def stored(self) -> Sequence[Mapping[str, Any]]:
        pieces = Evidence.objects.filter(case=self.record).prefetch_related("taken_by", "custody")
        return [_stored(piece) for piece in pieces]

    def offers(self) -> Offered:
        self.takers = self._takers()
        return {
            "first_taker": self.takers, "second_taker": self.takers, "attachment": self._attachments(),
            "preserved": [
                NONE, *((str(paper.pk), paper.number) for paper in self.record.papers_of("preservation_notice"))
            ],
        }  # fmt: skip

    def _takers(self) -> list[tuple[str, str]]:
        """Inspectors with a certificate, and whoever took a piece of the list before."""
        pieces = self.record.evidence.prefetch_related("taken_by")
        former = [person for piece in pieces for person in piece.taken_by.all()]
        people = eligibility.certified(today()).order_by("name", "pk")
        named = {str(person.pk): person.name for person in (*people, *former, *self.record.handlers())}
        return [NONE, *named.items()]

    def _attachments(self) -> list[tuple[str, str]]:
        files = self.record.attachments.order_by("uploaded_at", "pk")
        return [NONE, *((str(file.pk), file.label or file.name) for file in files)]

    def _row(self, number: int, data: Mapping[str, Any] | None = None, **options: Any) -> LineForm:
        row = super()._row(number, data, **options)
        if data is None and "initial" not in options:
            for name, person in zip(("first_taker", "second_taker"), self.record.handlers(), strict=False):
                row.initial[name] = str(person.pk)
            row.initial["taken_place"] = ""
        return row

    def typed(self) -> list[tuple[str, dict[str, Any]]]:
        """The files just sent are held: a line may choose one of them."""
        choices = [*self.offered["attachment"], *((str(file.pk), file.name) for file in self.held)]
        for row in self.rows:
            field: Any = row.fields["attachment"]
            field.choices = choices
        return super().typed()


def _stored(piece: Evidence) -> Mapping[str, Any]:
    takers = [str(person.pk) for person in piece.taken_by.all()]
    first, second = [*takers, "", ""][:2]
    return {
        **{name: getattr(piece, name) for name in SAME}, "number": piece.number, "first_taker": first,
        "second_taker": second, "attachment": str(piece.attachment_id or ""), "preserved": str(piece.preserved_id or ""),
    }  # fmt: skip


class ProposeDisposalForm(OfRecord, FilesMixin):
    pieces = forms.MultipleChoiceField(
        label=_("处理哪几件"),
        widget=forms.CheckboxSelectMultiple,
        error_messages={"required": _("请勾选处理的证据。")},
        help_text=told_today(
            _("登记保存后 %(days)s内由区局负责人作出处理决定，批准之日为处理日期。"),
            days="evidence.preservation",
        ),
    )
    disposal = forms.ChoiceField(
        label=_("怎样处理"), choices=Disposal, widget=forms.RadioSelect,
        error_messages={"required": _("请选择怎样处理。")},
    )  # fmt: skip
    receiver = forms.CharField(
        label=_("交给谁"),
        required=False,
        max_length=200,
        help_text=_("返还、移交的，填接收的人或者机关；记入保管经过。"),
    )
    disposal_note = text_field(_("说明"), required=False, rows=2)

    def __init__(self, *args: Any, **options: Any) -> None:
        super().__init__(*args, **options)
        kept = Evidence.objects.filter(case=self.record).kept().select_related("preserved")
        field: Any = self.fields["pieces"]
        field.choices = [
            (str(piece.number), f"{piece.number} {piece.name}（{piece.preserved.number}）") for piece in kept
        ]

    def clean_pieces(self) -> list[int]:
        return [int(number) for number in self.cleaned_data["pieces"]]
