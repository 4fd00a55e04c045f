"""Whatever is stored about a row of a case lies in the file of the case: no model of the register is left out."""

import json
from decimal import Decimal
from io import BytesIO
from typing import Any
from zipfile import ZipFile

import pytest
from django.apps import apps
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db.models import ForeignKey, Model
from pypdf import PdfWriter

from casework import attachments
from casework.models import Attachment, Delivery, Paper
from casework.paper_kinds import Facts
from inspections.cases import enclosed
from inspections.cases.models import (
    Case,
    Custody,
    Decision,
    Evidence,
    Minor,
    Party,
    Payment,
    Statement,
    WorkerLine,
)
from inspections.cases.papers.issued import contents
from inspections.cases.services import casefile
from inspections.checks.models import Inspection, Visit
from law import clock
from tests.factories import cases, checks

# What the walk below must come upon at least; more is tried wherever the case has it.
WANTED = {
    Case,
    Custody,
    Decision,
    Delivery,
    Evidence,
    Inspection,
    Minor,
    Paper,
    Party,
    Payment,
    Statement,
    Visit,
    WorkerLine,
}


def a_pdf() -> bytes:
    writer, file = PdfWriter(), BytesIO()
    writer.add_blank_page(595, 842)
    writer.write(file)
    return file.getvalue()


def hanging() -> set[type[Model]]:
    """Every model with a column that leads to a case, by however many steps."""
    found: set[type[Model]] = {Case}
    while more := {model for model in apps.get_models() if model not in found and _points_at(model, found)}:
        found |= more
    return found


def _points_at(model: type[Model], found: set[type[Model]]) -> bool:
    return any(
        isinstance(each, ForeignKey) and each.related_model in found for each in model._meta.concrete_fields
    )


@pytest.fixture
def whole(db: Any) -> Case:
    """A case of a visit with every list, carried out and closed."""
    inspection = checks.visited()
    visit = inspection.visits.get()
    case = cases.case("investigating", employer=inspection.employer)
    Case.objects.filter(pk=case.pk).update(visit=visit, inspection=inspection)
    case = Case.objects.get(pk=case.pk)
    with clock.at(cases.CASE_DAY):
        cases.do(case, "record_parties")
        cases.do(
            case,
            "record_workers",
            workers=[{"name": f"工人{n}", "owed": Decimal(9)} for n in range(cases.PEOPLE)],
        )
        cases.do(case, "record_evidence", pieces=[cases.a_piece(case, holder="证据室")])
        cases.minors(case)
        for action in cases.WAYS["closed"][len(cases.FILED) :]:
            cases.do(case, action)
    return Case.objects.get(pk=case.pk)


def rows(case: Case) -> dict[type[Model], Model]:
    """A row of each kind the case has one of."""
    found = {}
    for way, model in enclosed.ways().items():
        mine = Case.objects.filter(pk=case.pk, **{f"{way}__isnull": False})
        pk = mine.values_list(way, flat=True).order_by(way).last()
        if pk is not None:
            found[model] = model._base_manager.get(pk=pk)
    return found


def test_every_model_that_leads_to_a_case_is_looked_at() -> None:
    known = set(enclosed.ways().values())
    assert hanging() <= known and {Paper, Delivery, Visit, Inspection} <= known


def test_a_file_about_any_row_is_in_the_archive_and_in_the_index(whole: Case) -> None:
    tried = rows(whole)
    assert set(tried) >= WANTED, WANTED - set(tried)
    kept = {
        model: attachments.store(
            SimpleUploadedFile(f"{model.__name__}.pdf", a_pdf()), uploaded_by=whole.lead, about=row, label=f"附件{model.__name__}"
        )
        for model, row in tried.items()
    }  # fmt: skip
    held = casefile.parts(whole)
    with casefile.zipped(whole, held) as file, ZipFile(BytesIO(file.read())) as zipped:
        told = json.loads(zipped.read("manifest.json"))["parts"]
    for model, stored in kept.items():
        mine = [line for line in told if line["title"].endswith(stored.label)]
        assert len(mine) == 1 and mine[0]["file"] and mine[0]["sha256"] == stored.sha256, model
    printed = "".join(str(row) for row in contents(Facts(whole, cases.CASE_DAY)).rows)
    assert all(stored.label in printed for model, stored in kept.items() if model is not Paper)


@pytest.mark.parametrize(
    ("model", "column"),
    [
        (model, field.name)
        for model in enclosed.ways().values()
        for field in model._meta.concrete_fields
        if field.related_model is Attachment
    ],
)
def test_a_file_a_column_names_is_in_it_wherever_it_hangs(whole: Case, model: Any, column: str) -> None:
    row = rows(whole)[model]
    stored = attachments.store(SimpleUploadedFile("x.pdf", a_pdf()), uploaded_by=whole.lead, label="别处的件")
    model._base_manager.filter(pk=row.pk).update(**{column: stored})
    assert [part.title.endswith(stored.label) for part in casefile.parts(whole)].count(True) == 1


def test_the_index_follows_the_numbers_of_the_evidence_and_says_what_a_file_belongs_to(whole: Case) -> None:
    with clock.at(cases.CASE_DAY):
        for name, about in (
            ("乙", whole),
            ("甲", whole),
            ("收据", whole.decision.payments.get()),
            ("门口", whole.visit),
        ):
            attachments.store(
                SimpleUploadedFile(f"{name}.pdf", a_pdf()), uploaded_by=whole.lead, about=about, label=name
            )
    Evidence.objects.filter(case=whole).update(attachment=Attachment.objects.get(label="甲"))
    titles = [part.title for part in casefile.parts(whole)]
    visit, piece, *others = [
        titles.index(each) for each in ("门口", "证据1 五月工资表：甲", "乙", "缴款：收据")
    ]
    assert visit < piece < min(others)
