"""Papers no act makes: begun by a handler, signed by two, issued by whoever its kind names; typed rows; the vault kept."""

from datetime import date
from typing import Any

import pytest

from casework.by import By
from casework.models import Paper
from casework.paper_kinds import Facts, Table, kind_of
from casework.papers import composing, forms, issuing
from casework.table import Row
from casework.workflow import NotNow, Refused
from law import clock
from tests.cases import paper_samples as samples
from tests.cases.paper_samples import OF_ACTS
from tests.factories import accounts, cases, complaints, patrols, registry

DAY = date(2021, 6, 10)


def drafted(case: Any, code: str, **words: Any) -> Paper:
    kind = kind_of(code)
    told = samples.typed(kind, Facts(case, DAY)) | words
    with clock.at(DAY):
        return issuing.draft_paper(case, kind=code, given=told, by=By(case.lead))


def test_an_enquiry_notice_is_signed_by_two_and_issued_by_the_leader(db: Any) -> None:
    case, leader = cases.case("investigating"), accounts.user("brigade_leader")
    paper = drafted(case, "enquiry_notice")
    with clock.at(DAY):
        issuing.sign_paper(paper, by=By(case.lead))
        issuing.sign_paper(paper, by=By(case.second))
        with pytest.raises(NotNow) as refused:
            issuing.issue_paper(paper, by=By(accounts.user("inspector")))
        assert refused.value.code == "may_issue_it"
        issuing.issue_paper(paper, by=By(leader))
    assert "询字〔2021〕第" in paper.number and paper.waits_for_delivery
    assert [each["certificate"] for each in paper.content["signers"]] == [
        case.lead.certificate,
        case.second.certificate,
    ]


def test_a_paper_of_another_stage_is_not_begun(db: Any) -> None:
    with pytest.raises(Refused) as refused:
        drafted(cases.case("investigating"), "demand_notice")
    assert refused.value.code == "no_paper"


def test_what_an_act_makes_is_not_drafted(db: Any) -> None:
    with pytest.raises(Refused) as refused:
        drafted(cases.case("deciding"), "penalty_decision")
    assert refused.value.code == "no_paper"


def test_who_complained_is_named_in_no_draft(db: Any) -> None:
    lead, firm = accounts.user("inspector"), registry.employer()
    told = complaints.complainant(name="丛不可说", phone="13912345678")
    source = complaints.accepted(employer=firm, actor=lead, on=cases.CASE_DAY, complainant=told)
    case = cases.case("investigating", complaint=source, lead=lead)
    for words in ({"enquiry_materials": "丛不可说的工资条"}, {"enquiry_matter": "电话139 1234 5678"}):
        with pytest.raises(Refused):
            drafted(case, "enquiry_notice", **words)
    paper = drafted(case, "enquiry_record")
    with clock.at(DAY), pytest.raises(Refused):
        issuing.change_paper(
            paper, given={"turns": {"turns": [["答", "是丛不可说举报的"]]}}, by=By(case.lead)
        )


def test_typed_rows_are_a_table_with_numbers() -> None:
    (field,) = [field for field in kind_of("preservation_list").fields if field.name == "preserved_items"]
    typed = "考勤表，2021年，5，本，完好\n工资表,1至5月,1,000,页,复印,一份"
    table = composing.rows(field, typed)
    assert table.rows[0] == ["1", "考勤表", "2021年", "5", "本", "完好", ""]
    assert table.rows[1] == ["2", "工资表", "1至5月", "1,000", "页", "复印", "一份"]
    assert composing.unrowed(Table(table.columns, table.rows)).splitlines()[0].startswith("考勤表，2021年")


def test_the_form_of_an_act_asks_for_the_words_of_its_paper(db: Any) -> None:
    """Sourced words stand there to be changed; of the decisions only the one that is drafted asks for its own."""
    record = samples.case_for()
    row = Row("decide", "deciding", "decided", None, "", papers=OF_ACTS["decide"])
    asked = forms.with_words(None, row, record)
    assert asked is None  # a penalty needs nothing but its draft
    record.decision.kind, record.decision.fine = "none", None
    asked = forms.with_words(None, row, record)
    assert asked is not None and set(asked.base_fields) == {"no_penalty_ground", "education"}
    assert asked.base_fields["no_penalty_ground"].initial == "违法行为轻微并及时改正，没有造成危害后果"


@pytest.mark.parametrize("action", sorted(OF_ACTS))
def test_an_act_asks_for_few_words_besides_its_own(db: Any, action: str) -> None:
    """At half past five nobody fills in a page: at most six more, all of them with a source or free to stay empty."""
    record = samples.case_for()
    row = Row(action, "", "", None, "", papers=OF_ACTS[action])
    own = set(cases.arguments(action, record))
    asked = forms.with_words(None, row, record)
    fields = {name: field for name, field in (asked.base_fields if asked else {}).items() if name not in own}
    assert len(fields) <= 6, sorted(fields)
    assert not any(field.required for field in fields.values())


def test_a_town_gives_its_notice_with_the_order(db: Any) -> None:
    patrol = patrols.rectifying()
    (paper,) = Paper.objects.about(patrol)
    assert paper.kind == "town_notice" and paper.content["body"] == patrol.town.name
    assert patrol.rectification_number in str(paper.content["blocks"]) and not paper.number


def test_a_draft_keeps_days_and_rows_when_it_is_opened_again(db: Any) -> None:
    kind, given = kind_of("decision_extension"), {"decide_later": "2021年7月20日"}
    form = forms.GivenForm(kind=kind, given=given, about=cases.case("investigated"))
    assert form.fields["decide_later"].initial == date(2021, 7, 20)
