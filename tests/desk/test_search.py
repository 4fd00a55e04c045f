"""The box in the header: numbers in every spelling, names, what is not found, and what others may not know."""

from typing import Any

import pytest

from inspections.cases.models import Case
from tests.factories import cases, complaints, patrols, registry

pytestmark = pytest.mark.django_db
FIND, SUGGEST = "/find/", "/find/suggest/"


def page_of(client: Any, line: str) -> str:
    answer = client.get(FIND, {"q": line})
    assert answer.status_code == 200, answer.headers.get("Location")
    return str(answer.content.decode().partition("<main")[2].partition("</main>")[0])


def suggested(client: Any, line: str) -> list[dict[str, str]]:
    answer = client.get(SUGGEST, {"q": line})
    assert answer.status_code == 200
    return list(answer.json()["found"])


def test_a_number_leads_to_its_record(inspector: Any, client_for: Any) -> None:
    case = cases.case("investigating", lead=inspector)
    for text in (case.filing_number, case.number, case.filing_number.replace("〔", "[").replace("〕", "]")):
        answer = client_for(inspector).get(FIND, {"q": f" {text} "})
        assert (answer.status_code, answer["Location"]) == (302, case.get_absolute_url())


def test_UX_04_a_filing_is_found_in_every_spelling(inspector: Any, client_for: Any) -> None:
    client = client_for(inspector)
    for _ in range(3):
        case = cases.case("investigating", lead=inspector)
    assert case.filing_number.endswith("立字〔2021〕第3号")
    for text in (
        "立字3", "立字3号", "监立字3号", "立字 3", "立字第3", "立字 第 3 号", "立3", "立字３", "立字〔2021〕3号",
        "立字[2021]第3号", "lz3", "LZ3", case.filing_number,
    ):  # fmt: skip
        answer = client.get(FIND, {"q": text})
        assert (text, answer.status_code) == (text, 302)
        assert answer["Location"] == case.get_absolute_url(), text


@pytest.mark.parametrize("text", ["3", "3号", "第3号", "３"])
def test_UX_04_a_bare_number_offers_each_kind_and_says_which_number_was_meant(
    text: str, inspector: Any, client_for: Any
) -> None:
    made = [cases.case("investigating", lead=inspector) for _ in range(4)]
    complained = [complaints.complaint(actor=inspector) for _ in range(3)]
    page = page_of(client_for(inspector), text)
    (third,) = [case for case in made if case.filing_number.endswith("立字〔2021〕第3号")]
    assert third.get_absolute_url() in page and complained[2].get_absolute_url() in page
    assert not any(f"〔2021〕第{n}号" in page for n in (1, 2, 4))


def test_a_number_without_a_year_that_no_series_has_is_none(inspector: Any, client_for: Any) -> None:
    """Register numbers of employers stand in the same table, without a year."""
    registry.employer(credit_code=None, is_licensed=False)
    assert "没有找到：第1号" in page_of(client_for(inspector), "第1号")


def test_part_of_a_number_lists_what_has_it(inspector: Any, client_for: Any) -> None:
    for _ in range(2):
        cases.case("investigating", lead=inspector)
    page = page_of(client_for(inspector), "〔2021〕第")
    for case in Case.objects.all():
        assert case.get_absolute_url() in page


def test_another_towns_record_is_not_found(
    town_a: Any, town_officer: Any, other_officer: Any, client_for: Any
) -> None:
    patrol = patrols.patrol(employer=registry.employer(town=town_a), actor=town_officer)
    assert client_for(town_officer).get(FIND, {"q": patrol.number}).status_code == 302
    page = page_of(client_for(other_officer), patrol.number)
    assert "没有找到" in page and patrol.get_absolute_url() not in page
    assert not any(
        patrol.employer.name in str(each) for each in suggested(client_for(other_officer), patrol.number)
    )


def test_UX_04_one_employer_by_a_piece_of_its_name_opens_its_file(inspector: Any, client_for: Any) -> None:
    firm = registry.employer(name="青岛瑞凯电子有限公司")
    registry.employer(name="青岛明远机械有限公司")
    for text in ("瑞凯", "rkdz", "RKDZ", firm.credit_code, firm.credit_code[-6:]):
        answer = client_for(inspector).get(FIND, {"q": text})
        assert (answer.status_code, answer["Location"]) == (302, firm.get_absolute_url()), text


def test_an_employer_of_another_town_is_neither_found_nor_suggested(
    town_b: Any, town_officer: Any, client_for: Any
) -> None:
    registry.employer(name="青岛瑞凯电子有限公司", town=town_b)
    client = client_for(town_officer)
    assert "没有找到：瑞凯" in page_of(client, "瑞凯") and suggested(client, "瑞凯") == []
    assert client.get("/employers/pick/", {"q": "瑞凯"}).json() == {"found": []}


@pytest.mark.parametrize("text", ["", "  "])
def test_an_empty_line_shows_how_it_is_written(text: str, inspector: Any, client_for: Any) -> None:
    page = page_of(client_for(inspector), text)
    assert "瑞凯 巡查 没问题" in page and "立字17 送达 昨天" in page


@pytest.mark.parametrize(
    "text", ["没有这家公司", "立字999", "王某某", "🙂", "?", "zzzz", "%", "'; --", "好" * 300]
)
def test_UX_04_nothing_found_is_no_dead_end(text: str, inspector: Any, client_for: Any) -> None:
    page = page_of(client_for(inspector), text)
    assert "到别处找" in page
    for place in ("/employers/", "/cases/", "/complaints/", "/patrols/", "/towns/", "/help/"):
        assert f'href="{place}' in page


def test_a_complaint_labelled_for_whistleblowers_is_as_unknown_as_none(
    town_a: Any, town_officer: Any, inspector: Any, client_for: Any
) -> None:
    firm = registry.employer(town=town_a, name="青岛瑞凯电子有限公司")
    open_one = complaints.complaint(actor=inspector, employer=firm)
    hidden = complaints.complaint(
        actor=inspector, employer=firm, kind="report", label="whistleblower", is_anonymous=True
    )
    client = client_for(town_officer)
    for line in (
        hidden.number,
        f"谁看过 {hidden.number}",
        f"{hidden.number} 受理",
        "瑞凯 投诉",
        "瑞凯 超期",
        "投诉",
    ):
        told = client.get(FIND, {"q": line})
        assert hidden.get_absolute_url() not in told.content.decode() and told.status_code == 200, line
        assert not any(hidden.get_absolute_url() == each["url"] for each in suggested(client, line)), line
    assert client.get(FIND, {"q": open_one.number})["Location"] == open_one.get_absolute_url()
    assert client_for(inspector).get(FIND, {"q": hidden.number})["Location"] == hidden.get_absolute_url()


def test_people_are_found_by_those_who_work_in_the_whole_district(
    inspector: Any, town_officer: Any, client_for: Any
) -> None:
    case = cases.case("investigating", lead=inspector)
    assert case.get_absolute_url() in page_of(client_for(inspector), inspector.name)
    page = page_of(client_for(town_officer), inspector.name)
    assert "没有找到" in page and case.get_absolute_url() not in page


def test_roles_without_business_data_have_no_box(audit_admin: Any, client_for: Any) -> None:
    client = client_for(audit_admin)
    assert (
        client.get(FIND, {"q": "立字1"}).status_code == client.get(SUGGEST, {"q": "立字1"}).status_code == 403
    )
    assert "data-suggest=" not in client.get("/").content.decode()
