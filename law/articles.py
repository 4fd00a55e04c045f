"""Which article says it on which day: what papers quote, by the day they are issued (PAPERS 1.6).

A code names what is said, not where; each row is one text of it. For procedure the day of issue decides, for what was done
the day of the act, which a finding has pinned (law.matters). Both ends of the period are included.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, timedelta

from law.instruments import INSTRUMENTS, NotInForce

ALWAYS = date.min
PENALTY_2021 = date(2021, 7, 15)
MINORS_2020 = date(2021, 6, 1)
CIVIL_2021 = date(2022, 1, 1)
RECONSIDERATION_2023 = date(2024, 1, 1)

TITLES = {text.code: text.title for text in INSTRUMENTS} | {
    "civil_procedure": "中华人民共和国民事诉讼法",
    "identity_card": "中华人民共和国居民身份证法",
    "oversight": "山东省行政执法监督条例",
    "town_rules": "山东省乡镇人民政府工作条例",
}


@dataclass(frozen=True)
class Article:
    """One text of what a code means: `where` is the article as printed, «第四十四条»."""

    code: str
    instrument: str
    where: str
    in_force_from: date = ALWAYS
    in_force_until: date | None = None

    def applies_on(self, day: date) -> bool:
        """Whether this text is in force on `day`."""
        return self.in_force_from <= day and (self.in_force_until is None or day <= self.in_force_until)


def _changed(code: str, instrument: str, since: date, before: str, after: str) -> tuple[Article, ...]:
    """What stood at `before` and since a day stands at `after`; empty where there was no such rule yet."""
    old = Article(code, instrument, before, in_force_until=since - timedelta(days=1))
    return (*((old,) if before else ()), Article(code, instrument, after, since))


def _penalty(code: str, before: str, after: str) -> tuple[Article, ...]:
    return _changed(f"penalty.{code}", "penalty", PENALTY_2021, before, after)


ARTICLES: tuple[Article, ...] = (
    # 行政处罚法: 2017 | 2021
    *_penalty("entrusted", "第十八条", "第二十条"),
    *_penalty("crime", "第二十二条", "第二十七条"),
    *_penalty("correction", "第二十三条", "第二十八条"),
    *_penalty("slight", "第二十七条第二款", "第三十三条"),
    *_penalty("limitation", "第二十九条", "第三十六条"),
    *_penalty("officers", "第三十七条第一款", "第四十二条"),
    *_penalty("recusal", "第三十七条第三款", "第四十三条"),
    *_penalty("notice", "第三十一条", "第四十四条"),
    *_penalty("statement", "第三十二条", "第四十五条"),
    *_penalty("evidence", "第三十六条", "第四十六条"),
    *_penalty("publication", "", "第四十八条"),
    *_penalty("filing", "", "第五十四条"),
    *_penalty("enquiry", "第三十七条第一款", "第五十五条"),
    *_penalty("preservation", "第三十七条第二款", "第五十六条"),
    *_penalty("decision", "第三十八条第一款", "第五十七条第一款"),
    *_penalty("discussion", "第三十八条第二款", "第五十七条第二款"),
    *_penalty("review", "第三十八条第三款", "第五十八条"),
    *_penalty("document", "第三十九条", "第五十九条"),
    *_penalty("service", "第四十条", "第六十一条"),
    *_penalty("unheard", "第四十一条", "第六十二条"),
    *_penalty("hearing_right", "第四十二条第一款", "第六十三条"),
    *_penalty("hearing", "第四十二条第一款", "第六十四条"),
    *_penalty("after_hearing", "第四十三条", "第六十五条"),
    *_penalty("deferral", "第五十二条", "第六十六条第二款"),
    *_penalty("payment", "第四十六条第三款", "第六十七条第三款"),
    *_penalty("late_fee", "第五十一条第一项", "第七十二条第一款第一项"),
    *_penalty("not_suspended", "第四十五条", "第七十三条第一款"),
    # 未成年人保护法: quoted only from the text of 2020 on
    Article("minors.employment", "minors", "第六十一条", MINORS_2020),
    Article("minors.penalty", "minors", "第一百二十五条", MINORS_2020),
    # 民事诉讼法, for service
    *_changed("service.ways", "civil_procedure", CIVIL_2021, "第八十四条至第九十二条", "第八十七条至第九十五条"),
    *_changed("service.left", "civil_procedure", CIVIL_2021, "第八十六条", "第八十九条"),
    *_changed("service.address", "civil_procedure", CIVIL_2021, "第八十七条", "第九十条"),
    # 行政复议法: 2017 | 2023
    *_changed("reconsideration.term", "reconsideration", RECONSIDERATION_2023, "第九条", "第二十条"),
    *_changed("reconsideration.body", "reconsideration", RECONSIDERATION_2023, "第十二条", "第二十四条"),
    Article("suit.term", "litigation", "第四十六条"),
    Article("suit.court", "litigation", "第十八条"),
    Article("suit.enforcement", "litigation", "第九十七条"),
    # 劳动保障监察条例
    Article("supervision.duties", "supervision", "第十一条"),
    Article("supervision.source", "supervision", "第十四条"),
    Article("supervision.enquiry", "supervision", "第十五条"),
    Article("supervision.officers", "supervision", "第十六条"),
    Article("supervision.term", "supervision", "第十七条"),
    Article("supervision.outcome", "supervision", "第十八条"),
    Article("supervision.correction", "supervision", "第十八条第一款第二项"),
    Article("supervision.withdrawal", "supervision", "第十八条第一款第三项"),
    Article("supervision.transfer", "supervision", "第十八条第二款"),
    Article("supervision.statement", "supervision", "第十九条"),
    Article("supervision.limitation", "supervision", "第二十条"),
    Article("supervision.wages", "supervision", "第二十六条"),
    Article("supervision.obstruction", "supervision", "第三十条"),
    Article("supervision.unlicensed", "supervision", "第三十三条"),
    # 青岛市劳动保障监察条例
    Article("qingdao.recusal", "qingdao", "第二十九条"),
    Article("qingdao.terms", "qingdao", "第三十一条"),
    Article("qingdao.service", "qingdao", "第三十二条"),
    Article("qingdao.announcement", "qingdao", "第三十三条"),
    # 行政强制法
    Article("coercion.demand", "coercion", "第三十五条", date(2012, 1, 1)),
    Article("coercion.late_fee", "coercion", "第四十五条", date(2012, 1, 1)),
    Article("coercion.court", "coercion", "第五十三条", date(2012, 1, 1)),
    Article("coercion.court_demand", "coercion", "第五十四条", date(2012, 1, 1)),
    Article("coercion.application", "coercion", "第五十五条", date(2012, 1, 1)),
    # 310号令, 刑法
    Article("transfer.due", "transfer", "第三条"),
    Article("transfer.approval", "transfer", "第五条"),
    Article("transfer.package", "transfer", "第六条"),
    Article("transfer.answer", "transfer", "第八条"),
    Article("transfer.challenge", "transfer", "第九条"),
    Article("transfer.no_penalty", "transfer", "第十一条"),
    Article("transfer.goods", "transfer", "第十二条"),
    Article("crime.unpaid_wages", "criminal", "第二百七十六条之一"),
    Article("crime.forced_labour", "criminal", "第二百四十四条"),
    Article("crime.child_danger", "criminal", "第二百四十四条之一"),
    # Matters of others
    Article("contract.overdue", "contract", "第八十五条"),
    Article("contract.retained_id", "contract", "第八十四条第一款"),
    Article("identity_card.retained", "identity_card", "第十六条"),
    Article("insurance.levy", "insurance", "第六十三条"),
    Article("insurance.answer", "insurance", "第八十二条第二款"),
    Article("insurance.arrears", "insurance", "第八十六条"),
    Article("child_labour.sent_home", "child_labour", "第六条"),
    Article("migrant_wages.territory", "migrant_wages", "第四条", date(2020, 5, 1)),
    Article("oversight.host", "oversight", "第十一条", date(2015, 3, 1)),
    Article("oversight.correction", "oversight", "第三十一条", date(2015, 3, 1)),
)  # fmt: skip

CODES = frozenset(row.code for row in ARTICLES)


def found(code: str, on: date) -> Article:
    """The text of `code` in force on `on`. KeyError for an unknown code, `NotInForce` before there was such a rule."""
    if code not in CODES:
        raise KeyError(code)
    for row in ARTICLES:
        if row.code == code and row.applies_on(on):
            return row
    raise NotInForce(f"{code} 在 {on:%Y-%m-%d} 没有可引用的条文，请核对日期。")


def article(code: str, on: date) -> str:
    """The article as a paper of day `on` quotes it: «《中华人民共和国行政处罚法》第四十四条». Raises as `found`."""
    row = found(code, on)
    return f"《{TITLES[row.instrument]}》{row.where}"


def articles(codes: Iterable[str], on: date) -> str:
    """Several, each law named once; what was no rule yet on that day is left out. KeyError for an unknown code."""
    grouped: dict[str, list[str]] = {}
    for code in codes:
        try:
            row = found(code, on)
        except NotInForce:
            continue
        places = grouped.setdefault(row.instrument, [])
        if row.where not in places:
            places.append(row.where)
    return "、".join(f"《{TITLES[instrument]}》{'、'.join(places)}" for instrument, places in grouped.items())
