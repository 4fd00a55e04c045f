"""Who may decide what in a procedure, by the day: recusal, hearing host, query of accounts, towns. Pure."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from law import policy

NEW_PENALTY_LAW = date(2021, 7, 15)
TOWNS_ENTRUSTED = date(2020, 8, 1)
MIGRANT_WAGES = date(2020, 5, 1)
ENTRUSTED = ("现场检查", "调查取证", "应急处置")


class Office(StrEnum):
    """Who decides."""

    BRIGADE_LEADER = "brigade_leader"
    BUREAU_HEAD = "bureau_head"
    GOVERNMENT = "government"
    CITY_BUREAU_HEAD = "city_bureau_head"

    @property
    def label(self) -> str:
        """Chinese name."""
        return {
            "brigade_leader": "大队负责人",
            "bureau_head": "区局负责人",
            "government": "本级人民政府",
            "city_bureau_head": "市局负责人",
        }[self.value]


@dataclass(frozen=True)
class Power:
    """Who decides, and where that stands."""

    office: Office
    citation: str


def recusal(
    on: date, *, by_party: bool, in_penalty_case: bool, of_leader: bool = False, of_head: bool = False
) -> Power:
    """Who decides on a recusal asked for on `on`: the brigade's head, of himself the bureau's head (青岛 29).

    From 2021-07-15 the bureau's head decides on a party's request in a penalty case (行政处罚法 43(3)). Nobody decides on
    himself: of the bureau's head it is the government (a local value; no article says it).
    """
    if of_head:
        return Power(Office.GOVERNMENT, policy.text("recusal.of_head", on))
    if by_party and in_penalty_case and on >= NEW_PENALTY_LAW:
        return Power(Office.BUREAU_HEAD, "《行政处罚法》第四十三条第三款")
    return Power(
        Office.BUREAU_HEAD if of_leader else Office.BRIGADE_LEADER, "《青岛市劳动保障监察条例》第二十九条"
    )


def hearing_host_needs(on: date) -> str:
    """The certificate the host of a hearing holds besides not being of the investigation (local value; 监督条例 11)."""
    return policy.text("hearing.host_certificate", on)


def account_query(on: date, *, of_migrant_workers: bool) -> Power | None:
    """Who approves a query of accounts, houses and cars: the head of a city-level bureau; None but for arrears of 农民工."""
    if not of_migrant_workers or on < MIGRANT_WAGES:
        return None
    return Power(Office.CITY_BUREAU_HEAD, "《保障农民工工资支付条例》第四十条")


def town_measures(on: date, *, has_entrustment: bool) -> tuple[str, ...]:
    """What a town may do in the bureau's name: nothing without an entrustment on file; never decisions.

    Source: 山东省乡镇人民政府工作条例 8, 29, since 2020-08-01.
    """
    return ENTRUSTED if has_entrustment and on >= TOWNS_ENTRUSTED else ()
