"""The scenarios a lawyer can read: every table in tests/law/scenarios is asked of the law."""

import tomllib
from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest

from law import identity, matters
from law.crimes import WageCrimeFacts, wages_crime
from law.late_fees import late_fee
from law.overtime import Overtime, overtime_pay
from law.penalties import Facts, Proposed, Spell, assess, refusals
from law.remedies import remedies
from law.terms import due
from law.wages import minimum_wage, part_month

FOLDER = Path(__file__).with_name("scenarios")
SCENARIOS = [
    scenario
    for path in sorted(FOLDER.glob("*.toml"))
    for scenario in tomllib.loads(path.read_text(encoding="utf-8"))["scenario"]
]
Given = dict[str, Any]
PROPOSED = ("fine", "persons", "extra", "confiscate")


def facts(given: Given) -> Facts:
    rest = {name: value for name, value in given.items() if name not in ("violation", *PROPOSED)}
    rest["workers"] = [Spell(**spell) for spell in given.get("workers", ())]
    return Facts(**rest)


def ask_assess(given: Given) -> Given:
    found = assess(given["violation"], facts(given))
    return {
        **{name: getattr(found, name) for name in found.__dataclass_fields__},
        "lines": {line.norm: line for line in found.lines},
        "says": "".join((*found.explanation, *found.orders)),
    }


def ask_decide(given: Given) -> Given:
    persons = tuple(Decimal(fine) for fine in given.get("persons", ()))
    sums = {name: Decimal(given.get(name, 0)) for name in ("fine", "extra", "confiscate")}
    found = refusals(assess(given["violation"], facts(given)), Proposed(persons=persons, **sums))
    assert all(each.sentence and each.article for each in found)
    return {
        "refused": [each.code for each in found],
        "reasoned": [each.code for each in found if each.may_be_reasoned],
    }


def ask_due(given: Given) -> Given:
    rest = dict(given)
    found = due(rest.pop("term"), rest.pop("start"), **rest)
    return {"on": found.on, "at": found.at, "is_edge": found.is_edge(found.on)}


def ask_age(given: Given) -> Given:
    born, on = given["born"], given["on"]
    return {"years": identity.age_on(born, on), "is_edge": identity.is_birthday(born, on)}


def ask_unlawful(given: Given) -> Given:
    return {"is_unlawful": matters.is_unlawful_on(given["matter"], given["on"])}


def ask_wages_crime(given: Given) -> Given:
    sums = {name: Decimal(given[name]) for name in ("amount", "amount_of_one") if name in given}
    return {"verdict": wages_crime(WageCrimeFacts(**{**given, **sums})).verdict.value}


def ask_late_fee(given: Given) -> Given:
    found = late_fee(
        Decimal(given["fine"]),
        given["due_on"],
        given["paid_on"],
        payments=[(day, Decimal(amount)) for day, amount in given.get("payments", ())],
        paused=[(first, last) for first, last in given.get("paused", ())],
    )
    return {"amount": found.amount, "days": found.days, "is_capped": found.is_capped}


def ask_overtime(given: Given) -> Given:
    worked = [Overtime(**{**each, "hours": Decimal(each["hours"])}) for each in given["worked"]]
    found = overtime_pay(Decimal(given["month_wage"]), worked)
    return {"total": found.total, "percents": [line.percent for line in found.lines]}


def ask_part_month(given: Given) -> Given:
    return vars(part_month(Decimal(given["month_wage"]), given["first"], given["last"]))


def ask_minimum_wage(given: Given) -> Given:
    return {"amount": minimum_wage(given["day"])}


def ask_remedies(given: Given) -> Given:
    found = remedies(given["paper"], given["on"])
    return {"bodies": list(found.bodies) if found else [], "says": found.text if found else ""}


ASKED = {
    name.removeprefix("ask_"): asked for name, asked in list(globals().items()) if name.startswith("ask_")
}


@pytest.mark.parametrize("scenario", SCENARIOS, ids=lambda scenario: scenario["id"])
def test_the_law_answers_as_expected(scenario: Given) -> None:
    answer = ASKED[scenario["ask"]](scenario["given"])
    for name, wanted in scenario["expected"].items():
        if name == "lines":
            compare_lines(wanted, answer["lines"])
        elif name == "says":
            assert [text for text in wanted if text not in answer["says"]] == []
        else:
            got = answer[name]
            assert got == (Decimal(wanted) if isinstance(got, Decimal) else wanted), name


def compare_lines(wanted: list[Given], lines: Given) -> None:
    for line in wanted:
        got = lines[line["norm"]]
        assert (got.min, got.max) == (line["min"], line["max"]), line["norm"]
        assert got.months == line.get("months", got.months), line["norm"]


def test_a_scenario_says_everything_once() -> None:
    ids = [scenario["id"] for scenario in SCENARIOS]
    assert len(ids) == len(set(ids))
    parts = {"id", "title", "ask", "given", "expected", "article", "why"}
    assert [each["id"] for each in SCENARIOS if set(each) != parts or not all(each.values())] == []


def test_what_an_example_does_not_name_is_not_there() -> None:
    """The worked examples: what is left out is none."""
    for scenario in SCENARIOS:
        if scenario["id"].startswith("E"):
            answer, expected = ask_assess(scenario["given"]), scenario["expected"]
            for name in ("optional", "edge_day", "to_workers_max", "persons_max", "confiscate"):
                assert name in expected or not answer[name], (scenario["id"], name)


def test_the_scenarios_of_the_domain_the_law_answers_are_all_here() -> None:
    ids = {scenario["id"] for scenario in SCENARIOS}
    # 8–10, 12, 14–16 of the domain paper are E01–E03, E10, E13, E16 and E18.
    assert {"S01", "S02", "S05a", "S13", "S17a", "S19a", "S20", "S22", "S26"} <= ids
    assert {f"E{number:02}" for number in range(1, 26)} <= ids
