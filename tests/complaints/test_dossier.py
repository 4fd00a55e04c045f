"""What an employer's file says of complaints, to whom."""

from datetime import date
from types import SimpleNamespace
from typing import Any

from complaints.dossier import counts, events
from tests.factories.complaints import accepted, complainant, complaint
from tests.factories.registry import employer


def test_a_town_reads_only_that_one_came_in(people: SimpleNamespace, firm: Any, today: date) -> None:
    record = complaint(actor=people.inspector, employer=firm)
    told = events(firm, people.officer)
    assert [event.text for event in told] == ["收到投诉 1 件"]
    assert told[0].url == record.get_absolute_url()
    assert "克扣或者无故拖欠工资" in events(firm, people.leader)[0].text


def test_what_one_may_not_see_is_not_told(people: SimpleNamespace, firm: Any, today: date) -> None:
    complaint(actor=people.inspector, employer=firm, label="whistleblower")
    complaint(actor=people.inspector, employer=employer(town=people.here))
    for person in (people.officer, people.stranger, people.leadership, people.system):
        assert events(firm, person) == []
    assert counts(firm, people.officer)[0][1] == 0
    assert counts(firm, people.legal)[0][1] == 1
    assert counts(firm, people.leadership) == []


def test_the_count_is_the_list_behind_it(
    people: SimpleNamespace, firm: Any, today: date, client: Any
) -> None:
    for _each in range(3):
        accepted(actor=people.inspector, employer=firm, complainant=complainant(name="欧阳金丝"))
    complaint(actor=people.inspector)
    ((_label, number, url),) = counts(firm, people.leader)
    client.force_login(people.leader, backend="accounts.backends.RoleBackend")
    response = client.get(url)
    assert number == len(response.context["records"]) == 3
    assert [chip.value for chip in response.context["filter_chips"]] == [firm.name]
    assert not [event for event in events(firm, people.leader) if "欧阳" in event.text]
