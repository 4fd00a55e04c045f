"""Whoever was told of a fine is not let off by taking him off the list of parties."""

import pytest

from casework.workflow import Refused
from law import clock
from tests.cases.test_person_fines import LEDGER_DAY, NAME, PERSON, draft, say, told
from tests.factories import cases as make

pytestmark = pytest.mark.django_db


def test_who_was_told_goes_without_a_fine_only_with_the_reviewers_reason() -> None:
    case = told({NAME: PERSON})
    with clock.at(LEDGER_DAY):
        say(case)
        say(case, of=NAME)
        make.do(case, "record_parties")
        with pytest.raises(Refused) as refused:
            draft(case, {})
        assert refused.value.code == "persons" and "由审核人写明不予处罚的理由" in refused.value.sentence
        make.do(case, "submit_review")
        make.do(case, "pass_review", deviation="任职以后才发生，不予处罚")
