"""First words of a summary, written from its figures; the town changes and completes them.

Only the first three sections can be told from figures. Experience, causes and plans are for people to write.
"""

from collections.abc import Callable
from typing import Any

from django.utils.translation import gettext as _

from campaign.models import Campaign
from reports.shape import shown

Numbers = dict[str, Any]


def draft(campaign: Campaign, place: str, numbers: Numbers) -> dict[str, str]:
    """The texts of the sections that figures can tell, by field name of `Summary`."""
    tell = _teller(numbers)
    return {
        "basics": _basics(campaign, place, tell),
        "supervision": _supervision(numbers, tell),
        "major_cases": _major_cases(numbers, tell),
    }


def _teller(numbers: Numbers) -> Callable[[str], str]:
    return lambda code: shown(code, numbers.get(code))


def _basics(campaign: Campaign, place: str, tell: Callable[[str], str]) -> str:
    opening = _("根据%(document)s要求，%(place)s认真组织开展%(title)s。") % {
        "document": campaign.document_number,
        "place": place,
        "title": campaign.title,
    }
    publicity = _(
        "共开展宣传活动%(events)s场，发放宣传资料%(leaflets)s份，接待咨询%(consultations)s人次，培训用人单位%(trained)s户。"
    ) % {
        "events": tell("publicity_events"),
        "leaflets": tell("leaflets"),
        "consultations": tell("consultations"),
        "trained": tell("trained_employers"),
    }
    checks = _("出动%(people)s人次，检查用人单位%(employers)s户，涉及劳动者%(workers)s人。") % {
        "people": tell("person_times"),
        "employers": tell("checked_employers"),
        "workers": tell("workers"),
    }
    return "\n".join((opening, publicity, checks))


def _supervision(numbers: Numbers, tell: Callable[[str], str]) -> str:
    if not numbers.get("patrols"):
        return _("本期没有登记巡查。")
    lines = [
        _("巡查用人单位%(employers)s户、%(times)s户次，指导自查%(checks)s户。")
        % {
            "employers": tell("patrolled_employers"),
            "times": tell("patrols"),
            "checks": tell("self_checked_employers"),
        },
        _("发现问题%(problems)s条，涉及%(employers)s户，已整改%(fixed)s条。")
        % {
            "problems": tell("problems"),
            "employers": tell("problem_employers"),
            "fixed": tell("problems_fixed"),
        },
    ]
    if numbers.get("problems_due"):
        lines.append(
            _("到期应整改%(due)s条，其中已整改%(fixed)s条，整改率%(rate)s。")
            % {
                "due": tell("problems_due"),
                "fixed": tell("problems_due_fixed"),
                "rate": tell("rectification_rate"),
            }
        )
    lines += _gains(numbers, tell)
    lines.append(
        _("整改不到位或存在重大违法、上报大队列为专项检查对象%(number)s户。")
        % {"number": tell("escalated_employers")}
    )
    return "\n".join(lines)


def _gains(numbers: Numbers, tell: Callable[[str], str]) -> list[str]:
    """What rectification brought the workers; what is nought is not told."""
    parts = [
        (numbers.get("patrol_contracts_signed"), _("补签劳动合同%(number)s人"), "patrol_contracts_signed"),
        (numbers.get("patrol_wages_people"), _("补发工资涉及%(number)s人"), "patrol_wages_people"),
        (numbers.get("patrol_wages_amount"), _("补发工资%(number)s元"), "patrol_wages_amount"),
        (numbers.get("patrol_insured_people"), _("督促参保%(number)s人"), "patrol_insured_people"),
        (numbers.get("patrol_children_sent_home"), _("清退童工%(number)s人"), "patrol_children_sent_home"),
    ]
    told = [sentence % {"number": tell(code)} for number, sentence, code in parts if number]
    return [_("经督促，%(gains)s。") % {"gains": "，".join(told)}] if told else []


def _major_cases(numbers: Numbers, tell: Callable[[str], str]) -> str:
    if not any(
        numbers.get(code)
        for code in ("cases_filed", "cases_closed", "cases_transferred", "penalty_decisions")
    ):
        return _("本期没有立案查处的案件。")
    persons = _("（另对责任人员罚款%(sum)s元）") % {"sum": tell("person_fines_decided")}
    return _(
        "立案%(filed)s件，结案%(closed)s件；作出行政处理决定%(handled)s件，行政处罚决定%(punished)s件，罚款%(fines)s元%(persons)s；移送公安机关%(moved)s件。"
    ) % {
        "filed": tell("cases_filed"),
        "closed": tell("cases_closed"),
        "handled": tell("handling_decisions"),
        "punished": tell("penalty_decisions"),
        "fines": tell("fines_decided"),
        "persons": persons if numbers.get("person_fines_decided") else "",
        "moved": tell("cases_transferred"),
    }
