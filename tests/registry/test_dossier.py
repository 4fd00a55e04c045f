"""The file of an employer: all rooms, newest first, and only what the reader may see."""

from datetime import date, timedelta

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from accounts.models import User
from casework.by import By
from law import clock
from registry import dossier
from registry.models import EmployerImport, ImportedChange
from registry.services import employers
from tests.factories import complaints
from tests.factories import registry as make

pytestmark = pytest.mark.django_db


def test_the_file_tells_what_this_room_did_newest_first(today: date, inspector: User) -> None:
    employer = make.employer()
    with clock.at(today + timedelta(days=1)):
        employers.change_employer(
            employer, by=By(inspector), version=1, status="suspended", reason="现场已停产"
        )
    with clock.at(today + timedelta(days=2)):
        make.warning(employer)
    employer.refresh_from_db()
    told = dossier.events(employer, inspector)
    assert [event.text for event in told] == ["登记预警", "修改档案", "建档"]
    assert told[0].kind == "warn"
    assert told[1].detail == "登记状态：存续 → 停业；现场已停产"
    assert {event.room for event in told} == {"单位名录"}


def test_the_file_tells_which_list_brought_and_changed_it(today: date, inspector: User) -> None:
    run = EmployerImport.objects.create(
        file_name="名单.xlsx", sha256="0" * 64, uploaded_by=inspector, uploaded_at=make.MOMENT
    )
    employer = make.employer(imported_by=run)
    ImportedChange.objects.create(
        run=run, employer=employer, at=clock.now(), before={"town_id": None}, after={"town_id": "泊里镇"}
    )
    told = {event.text: event for event in dossier.own_events(employer, inspector)}
    assert told["由名录导入（名单.xlsx）"].who == inspector.name
    assert told["名录导入时更新（名单.xlsx）"].detail == "镇街：空 → 泊里镇"


def test_other_rooms_contribute_with_their_counts(today: date, inspector: User) -> None:
    employer = make.employer()
    complaints.accepted(employer=employer, actor=inspector, on=clock.now())
    assert "投诉举报" in {str(label) for label, _number, _url in dossier.counts(employer, inspector)}
    assert len({event.room for event in dossier.events(employer, inspector)}) >= 2


def test_the_file_costs_the_same_however_much_it_holds(today: date, inspector: User) -> None:
    employer = make.employer()

    def cost() -> int:
        employer.refresh_from_db()
        with CaptureQueriesContext(connection) as sent:
            dossier.events(employer, inspector)
        return len(sent)

    employers.change_employer(employer, by=By(inspector), version=1, headcount=1)
    few = cost()
    for number in range(2, 12):
        employers.change_employer(employer, by=By(inspector), version=number, headcount=number)
    assert cost() == few
