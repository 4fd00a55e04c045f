"""OPS-20: one rule says up to which day a report counts, for the form, the command and the job."""

from datetime import date
from pathlib import Path
from typing import Any

import pytest
from django.core.management import CommandError, call_command

from accounts.models import User
from campaign.models import Campaign
from casework.by import By
from law.clock import at
from reports.forms import RunForm
from reports.services.making import request_run

pytestmark = pytest.mark.django_db
LONG_AFTER = date(2026, 11, 30)


@pytest.mark.parametrize(
    ("day", "offered"), [(date(2021, 6, 23), date(2021, 6, 23)), (LONG_AFTER, date(2021, 8, 20))]
)
def test_OPS_20_form_and_job_count_up_to_the_same_day(
    campaign: Campaign, brigade_leader: User, day: date, offered: date
) -> None:
    with at(day):
        assert RunForm(user=brigade_leader)["cut_off"].initial == offered
        job = request_run(by=By(brigade_leader), campaign=campaign, kind="town")
        assert job.arguments["cut_off"] == offered.isoformat()


@pytest.mark.parametrize("cut_off", ["2021-08-21", "2026-11-30", "2026-12-01", "2021-03-21"])
def test_OPS_20_what_the_form_refuses_the_command_refuses_in_the_same_words(
    campaign: Campaign, brigade_leader: User, tmp_path: Path, cut_off: str
) -> None:
    with at(LONG_AFTER):
        form = RunForm({"campaign": campaign.pk, "kind": "town", "cut_off": cut_off}, user=brigade_leader)
        assert not form.is_valid()
        with pytest.raises(CommandError) as refused:
            asked: dict[str, Any] = {"campaign": campaign.code, "kind": "town", "out": tmp_path}
            call_command("make_reports", **asked, until=date.fromisoformat(cut_off))
    assert form.errors["cut_off"] == [str(refused.value)]
