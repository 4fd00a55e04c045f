"""The laws, regulations and documents the house relies on, with the dates of each text.

One row per text: a revised instrument has several rows. Both ends of the period are included. The
campaign document cites the rows marked `is_cited`; where a text was not found, `doubt` says so.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime

from law.clock import day_of


class NotInForce(LookupError):
    """That instrument has no text in force on that day, or there is no such code."""


@dataclass(frozen=True)
class Instrument:
    """One text of one instrument, in force from `in_force_from` to `in_force_until` inclusive."""

    code: str
    title: str
    number: str
    in_force_from: date
    in_force_until: date | None = None
    is_cited: bool = False
    doubt: str = ""

    @property
    def quoted(self) -> str:
        """The title as documents quote it: `《劳动法》（…）`."""
        return f"《{self.title}》（{self.number}）"

    def applies_on(self, day: date) -> bool:
        """Whether this text is in force on `day`."""
        return self.in_force_from <= day and (self.in_force_until is None or day <= self.in_force_until)


NO_TEXT = "文本未查到，引用前须核对原文"
DATES_FROM_MEMORY = "施行日期待核"

INSTRUMENTS: tuple[Instrument, ...] = (
    # Cited by the campaign document
    Instrument("labour", "中华人民共和国劳动法", "2018年修正", date(2018, 12, 29), is_cited=True),
    Instrument("minors", "中华人民共和国未成年人保护法", "2012年修正", date(2013, 1, 1), date(2021, 5, 31),
               is_cited=True),
    Instrument("minors", "中华人民共和国未成年人保护法", "2020年修订", date(2021, 6, 1), date(2024, 4, 25),
               is_cited=True),
    Instrument("minors", "中华人民共和国未成年人保护法", "2024年修正", date(2024, 4, 26), is_cited=True),
    Instrument("child_labour", "禁止使用童工规定", "国务院令第364号", date(2002, 12, 1), is_cited=True),
    Instrument("supervision", "劳动保障监察条例", "国务院令第423号", date(2004, 12, 1), is_cited=True),
    Instrument("venues", "娱乐场所管理条例", "国务院令第458号，2016年修订", date(2016, 2, 6),
               date(2020, 11, 28), is_cited=True),
    Instrument("venues", "娱乐场所管理条例", "国务院令第458号，2020年修订", date(2020, 11, 29),
               is_cited=True),
    Instrument("contract", "中华人民共和国劳动合同法", "2012年修正", date(2013, 7, 1), is_cited=True),
    Instrument("warning_2014", "关于进一步加强企业欠薪欠费预警监控工作的意见", "青黄政发〔2014〕42号",
               date(2014, 1, 1), is_cited=True, doubt=NO_TEXT),
    Instrument("campaign_2021", "整治非法用工打击违法犯罪行为专项行动方案", "青西新人社〔2021〕54号",
               date(2021, 3, 22), date(2021, 8, 20)),
    # How the house proceeds
    Instrument("penalty", "中华人民共和国行政处罚法", "2017年修正", date(2018, 1, 1), date(2021, 7, 14)),
    Instrument("penalty", "中华人民共和国行政处罚法", "2021年修订", date(2021, 7, 15)),
    Instrument("rules_25", "关于实施《劳动保障监察条例》若干规定", "劳动和社会保障部令第25号",
               date(2005, 2, 1), date(2022, 1, 6)),
    Instrument("rules_25", "关于实施《劳动保障监察条例》若干规定", "人力资源和社会保障部令第47号修订",
               date(2022, 1, 7), doubt=DATES_FROM_MEMORY),
    Instrument("transfer", "行政执法机关移送涉嫌犯罪案件的规定", "国务院令第310号", date(2001, 7, 9),
               date(2020, 8, 6)),
    Instrument("transfer", "行政执法机关移送涉嫌犯罪案件的规定", "国务院令第310号，2020年修订",
               date(2020, 8, 7)),
    Instrument("shandong", "山东省劳动和社会保障监察条例", "2020年修正", date(2020, 11, 27)),
    Instrument("qingdao", "青岛市劳动保障监察条例", "2011年公布", date(2011, 11, 1),
               doubt="2022年1月似有修订，修订内容待核"),
    Instrument("coercion", "中华人民共和国行政强制法", "2011年公布", date(2012, 1, 1)),
    Instrument("reconsideration", "中华人民共和国行政复议法", "2017年修正", date(2018, 1, 1),
               date(2023, 12, 31)),
    Instrument("reconsideration", "中华人民共和国行政复议法", "2023年修订", date(2024, 1, 1)),
    Instrument("litigation", "中华人民共和国行政诉讼法", "2017年修正", date(2017, 7, 1)),
    Instrument("civil_procedure", "中华人民共和国民事诉讼法", "2017年修正", date(2017, 7, 1), date(2021, 12, 31)),
    Instrument("civil_procedure", "中华人民共和国民事诉讼法", "2021年修正", date(2022, 1, 1), doubt=DATES_FROM_MEMORY),
    Instrument("arbitration", "中华人民共和国劳动争议调解仲裁法", "2007年公布", date(2008, 5, 1)),
    Instrument("random_check", "关于推广随机抽查规范事中事后监管的通知", "国办发〔2015〕58号",
               date(2015, 7, 29), doubt=DATES_FROM_MEMORY),
    Instrument("publication", "重大劳动保障违法行为社会公布办法", "人力资源和社会保障部令第29号",
               date(2017, 1, 1)),
    Instrument("grading", "企业劳动保障守法诚信等级评价办法", "人社部规〔2016〕1号", date(2017, 1, 1),
               doubt=DATES_FROM_MEMORY),
    # What the house inspects
    Instrument("women", "女职工劳动保护特别规定", "国务院令第619号", date(2012, 4, 28)),
    Instrument("young_workers", "未成年工特殊保护规定", "劳部发〔1994〕498号", date(1995, 1, 1)),
    Instrument("insurance", "中华人民共和国社会保险法", "2018年修正", date(2018, 12, 29)),
    Instrument("migrant_wages", "保障农民工工资支付条例", "国务院令第724号", date(2020, 5, 1)),
    Instrument("hours", "国务院关于职工工作时间的规定", "国务院令第174号", date(1995, 5, 1)),
    Instrument("job_market", "人力资源市场暂行条例", "国务院令第700号", date(2018, 10, 1)),
    Instrument("unlicensed", "无证无照经营查处办法", "国务院令第684号", date(2017, 10, 1)),
    Instrument("toxic_work", "使用有毒物品作业场所劳动保护条例", "国务院令第352号", date(2002, 5, 12)),
    Instrument("criminal", "中华人民共和国刑法", "刑法修正案（十）修正", date(2017, 11, 4),
               date(2021, 2, 28)),
    Instrument("criminal", "中华人民共和国刑法", "刑法修正案（十一）修正", date(2021, 3, 1),
               date(2024, 2, 29)),
    Instrument("criminal", "中华人民共和国刑法", "刑法修正案（十二）修正", date(2024, 3, 1)),
    Instrument("arrears_crime", "关于审理拒不支付劳动报酬刑事案件适用法律若干问题的解释",
               "法释〔2013〕3号", date(2013, 1, 23)),
)  # fmt: skip

CODES = tuple(dict.fromkeys(text.code for text in INSTRUMENTS))


def in_force(code: str, on: date | datetime) -> Instrument:
    """The text of `code` in force on `on`. Raises `NotInForce`."""
    day = day_of(on)
    for text in INSTRUMENTS:
        if text.code == code and text.applies_on(day):
            return text
    raise NotInForce(f"{code} 在 {day:%Y-%m-%d} 没有可适用的文本，请核对日期。")


def cited_on(on: date | datetime) -> list[Instrument]:
    """The instruments the campaign document cites, in its order, in the text in force on `on`."""
    day = day_of(on)
    return [text for text in INSTRUMENTS if text.is_cited and text.applies_on(day)]
