"""What an officer is asked on a visit, line by line, red-flag questions first. Plain tables; nothing is stored.

Which line a matter belongs to stands in `findings.checklist`.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.db import models
from django.utils.translation import gettext_lazy as _

from law.matters import applies_to, is_unlawful_on


class Answer(models.TextChoices):
    OK = "ok", _("符合")
    BAD = "bad", _("有问题")
    NA = "na", _("不适用")


@dataclass(frozen=True)
class Question:
    """A red-flag question. `categories` are where it is asked (none: everywhere).

    A yes names one of those `matters` that are unlawful for such an employer on that day (`demanded`). Where none is,
    it is told by one of `milder` or by a note.
    """

    code: str
    label: Any
    hint: Any
    matters: tuple[str, ...]
    categories: tuple[str, ...] = ()
    milder: tuple[str, ...] = ()

    def demanded(self, categories: Iterable[str], day: date) -> tuple[str, ...]:
        """The matters of which a yes names one: law of the day, kind of employer (`law.matter_table`)."""
        asked = set(categories) & set(self.categories or categories)
        return tuple(each for each in self.matters if is_unlawful_on(each, day) and applies_to(each, asked))


VENUES = ("karaoke", "bar", "arcade", "live_streaming")
QUESTIONS = (
    Question(
        "child",
        _("有没有不满16周岁的人在岗？"),
        _("看身份证，当天生日的仍不满"),
        ("child_labour", "child_labour_agency"),
    ),
    Question(
        "minor",
        _("有没有16、17周岁的人在岗？"),
        _("歌舞、游艺场所上报；酒吧 2021年6月1日起上报；其余写明情况"),
        ("venue_minor", "bar_minor"),
        VENUES,
        ("minor_forbidden_work", "minor_health_check", "minor_registration"),
    ),
    Question(
        "freedom",
        _("有没有扣身份证、收押金、限制出入？"),
        _("问一线员工，不要只问老板"),
        ("retained_id", "deposit", "forced_labour"),
    ),
)


class RedAnswer(models.TextChoices):
    NO = "no", _("没有")
    YES = "yes", _("有")
    UNCLEAR = "unclear", _("没查清")


# Wages owed, as the visit counts them (拖欠工资人数、金额).
ARREARS = ("wage_arrears", "wage_arrears_major", "refusal_to_pay")


def questions_for(categories: set[str]) -> tuple[Question, ...]:
    """The red-flag questions for an employer of these categories."""
    return tuple(each for each in QUESTIONS if not each.categories or categories & set(each.categories))
