"""Phase one: posters, stands and lectures in every town (方案四（一）)."""

from datetime import date
from random import Random
from typing import Any

from campaign.phases import Phase
from campaign.services.publicity import record_publicity
from casework.by import Actor, By
from registry.models import Town
from rehearsal import names
from rehearsal.hours import later, on, working
from rehearsal.stage import Stage, Story

FORMS = ("lecture", "stand", "visit", "training", "media", "poster")
# 04-11 lies between two phases: an activity on that Sunday counts all the same.
GAP_DAY = date(2021, 4, 11)


def script(stage: Stage) -> None:
    random = stage.random("publicity")
    window = stage.campaign.window(Phase.PUBLICITY)
    days = working(window.starts_on, window.ends_on)
    for town in Town.objects.order_by("order", "pk"):
        actor = stage.people.officer(town.pk, random)
        for _number in range(random.randint(2, 4)):
            stage.tell(_activity(stage, town, actor, random.choice(days), random))
    for form, day in (("media", days[0]), ("training", days[5]), ("stand", GAP_DAY)):
        stage.tell(_activity(stage, None, stage.people.leader, day, random, form=form))


def _activity(
    stage: Stage, town: Town | None, actor: Actor | None, day: date, random: Random, form: str = ""
) -> Story:
    """Held on `day`, written down on the same day or the next working day."""
    facts = _facts(form or random.choice(FORMS), town, random)
    is_prompt = random.random() < 0.7 and day != GAP_DAY
    yield on(day, random).replace(hour=17) if is_prompt else later(on(day, random), 1, random)
    record_publicity(by=By(actor), campaign=stage.campaign, town=town, held_on=day, **facts)


def _facts(form: str, town: Town | None, random: Random) -> dict[str, Any]:
    is_met = form in ("lecture", "stand", "training")
    return {
        "form": form,
        "place": f"{town.name if town else '区人社局'}{random.choice(names.PLACES)}",
        "leaflets": random.randrange(80, 900, 10) if form != "media" else 0,
        "consultations": random.randint(8, 120) if is_met else 0,
        "participants": random.randint(20, 260) if is_met else 0,
        "trained_employers": random.randint(5, 60) if form == "training" else 0,
    }
