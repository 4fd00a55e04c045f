"""Forms about papers: the fields a kind asks for, a delivery, and the acts that need their ground."""

from collections.abc import Iterable
from datetime import datetime
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from casework.forms import DayInput, FilesMixin, HourInput, ReasonForm
from casework.models import Paper, Way, WorkflowRecord
from casework.paper_kinds import Facts, Field, PaperKind, Table, Typed, kind_of
from casework.papers import composing, delivering
from casework.papers.content import text_problem
from casework.table import Row
from law.clock import today

ROWS = 5


def typed_field(field: Field) -> forms.Field:
    """How one typed field of a paper is asked for."""
    common: dict[str, Any] = {"label": field.label, "required": False, "help_text": field.help}
    if field.typed == Typed.DAY:
        return forms.DateField(widget=DayInput, **common)
    if field.typed == Typed.CHOICE:
        return forms.ChoiceField(choices=[("", _("请选择")), *field.choices], **common)
    if field.typed in (Typed.LINE, Typed.MOMENT):
        return forms.CharField(max_length=300, **common)
    is_long = field.typed in (Typed.TURNS, Typed.ROWS)
    widget = forms.Textarea(attrs={"rows": 10 if is_long else ROWS})
    return forms.CharField(max_length=20_000, widget=widget, **common)


def read(field: Field, value: object) -> object:
    """What was typed as a draft keeps it: JSON, days in words of the paper, questions and answers as turns."""
    if field.typed == Typed.TURNS:
        return {"turns": composing.turns(str(value))} if value else ""
    return composing.plain(value)


def shown(field: Field, value: Any) -> object:
    """The other way round: what stands in the form again."""
    if isinstance(value, Table):
        return composing.unrowed(value)
    if field.typed == Typed.DAY and value:
        return datetime.strptime(value, "%Y年%m月%d日").date()
    return composing.untold(value) if isinstance(value, dict) else value


class GivenForm(forms.Form):
    """The typed fields of a kind of paper. A draft may have gaps; what is issued may not."""

    def __init__(
        self, *args: Any, kind: PaperKind, given: dict[str, Any], about: object, **options: Any
    ) -> None:
        super().__init__(*args, **options)
        self.kind = kind
        offered = composing.values_of(kind, Facts(about, today(), given=given))
        for field in kind.typed:
            self.fields[field.name] = typed_field(field)
            value = shown(field, given.get(field.name) or offered.get(field.name) or "")
            self.fields[field.name].initial = today() if field.typed == Typed.DAY and not value else value

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or self.cleaned_data
        for name, value in list(cleaned.items()):
            if isinstance(value, str) and (wrong := text_problem(value)):
                self.add_error(name, wrong)
        return cleaned

    @property
    def given(self) -> dict[str, Any]:
        """What the draft keeps."""
        return {field.name: read(field, self.cleaned_data.get(field.name)) for field in self.kind.typed}


class ChangePaperForm(GivenForm):
    """A draft as it stands, to be written anew."""

    takes_record = True

    def __init__(self, *args: Any, record: Paper, **options: Any) -> None:
        super().__init__(*args, kind=record.paper_kind, given=record.given, about=record.record, **options)

    def clean(self) -> dict[str, Any]:
        super().clean()
        return {"given": self.given}


def with_words(
    form_class: type[forms.Form] | None, row: Row, record: WorkflowRecord
) -> type[forms.Form] | None:
    """The form of an act with what its papers want typed beside what the act itself asks; the service takes it as `words`.

    Where a source knows the words already they stand there to be changed. A paper that the act does not make after all asks
    for nothing; what is still missing is said when it is issued.
    """
    asked = set(form_class.base_fields) if form_class else set()
    wanted = {
        field.name: field for kind in _chosen(row, record) for field in kind.typed if field.name not in asked
    }
    if not wanted:
        return form_class
    made: dict[str, Any] = {"words": tuple(wanted)}
    for name, field in wanted.items():
        made[name] = typed_field(field)
        made[name].initial = shown(field, composing.value_of(field, Facts(record, today())))
    return type("WithWords", (WordsMixin, *((form_class,) if form_class else ())), made)


def _chosen(row: Row, record: WorkflowRecord) -> list[PaperKind]:
    """The kinds an act will make; all of those it chooses among while the record does not say yet which."""
    kinds = [kind_of(code) for code in row.papers]
    chosen = [kind for kind in kinds if kind.when is not None and kind.when(record)]
    return [kind for kind in kinds if kind.when is None or kind in chosen or not chosen]


class WordsMixin(forms.Form):
    """Gathers the words of papers into `cleaned_data["words"]`."""

    words: tuple[str, ...] = ()

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or self.cleaned_data
        for name in self.words:
            if isinstance(cleaned.get(name), str) and (wrong := text_problem(cleaned[name])):
                self.add_error(name, wrong)
        cleaned["words"] = {name: composing.plain(cleaned.pop(name, "")) for name in self.words}
        return cleaned


class ReturnPaperForm(ReasonForm):
    pass


class WithdrawPaperForm(ReasonForm):
    pass


class DropPaperForm(ReasonForm):
    pass


class DeliveryForm(FilesMixin):
    """What the 送达回证 says, for the act of any record that has papers to serve; `record` is that record."""

    takes_record = True
    addressee = forms.ChoiceField(
        label=_("受送达人"), required=False, help_text=_("分开送达的逐一登记；送到最后一名之日起算期限。")
    )
    way = forms.ChoiceField(label=_("送达方式"), choices=Way.choices)
    done_on = forms.DateField(label=_("送达日期"), widget=DayInput, initial=today)
    done_at = forms.TimeField(label=_("时分"), required=False, widget=HourInput)
    place = forms.CharField(label=_("送达地点"), required=False, max_length=200)
    receiver = forms.CharField(
        label=_("签收人"), required=False, max_length=100,
        help_text=_("单位的：法定代表人、负责人，或者办公室、收发室、值班室的签收人。"),
    )  # fmt: skip
    relation = forms.CharField(label=_("职务或与受送达人的关系"), required=False, max_length=100)
    refusal = forms.CharField(
        label=_("拒收事由或此前送达经过"), required=False, max_length=300,
        help_text=_("留置送达、公告送达须写明。"),
    )  # fmt: skip
    witness = forms.CharField(
        label=_("见证人、单位和电话"), required=False, max_length=200,
        help_text=_("留置送达须有见证人，或者上传照片、录像。"),
    )  # fmt: skip
    carrier = forms.CharField(
        label=_("邮寄单号、公告载体或者电子地址"), required=False, max_length=200
    )  # fmt: skip

    def __init__(self, *args: Any, record: Any, **options: Any) -> None:
        super().__init__(*args, **options)
        self.record = record
        self.fields["files"].label = _("送达回证、照片和录像")
        self._offer_addressees()

    def _offer_addressees(self) -> None:
        """Asked only where a paper has to reach several."""
        names = dict.fromkeys(name for paper in self.offered() for name in paper.unreached())
        if not names:
            del self.fields["addressee"]
            return
        field: Any = self.fields["addressee"]
        field.choices = [("", _("全部受送达人（各自当场签收）")), *((name, name) for name in names)]

    def offered(self) -> Iterable[Paper]:
        """The papers that may be handed over here."""
        raise NotImplementedError

    def handed(self) -> Iterable[Paper]:
        """The papers that are handed over, by what was filled in."""
        return self.offered()

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean()
        if not self.errors:
            told = {name: value for name, value in cleaned.items() if name != "papers" and value is not None}
            wrong = delivering.all_errors(self.handed(), delivering.Delivered(**told))
            for field, sentence in wrong.items():
                self.add_error(field if field in self.fields else None, sentence)
        return cleaned


class DeliverPaperForm(DeliveryForm):
    """A delivery written down on the page of the paper itself."""

    def offered(self) -> Iterable[Paper]:
        return [self.record]
