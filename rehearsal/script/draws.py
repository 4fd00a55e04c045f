"""Phase three begins: the verifiable draws (方案四（三）), with everything that may happen to one."""

from datetime import date
from random import Random
from typing import Any

from casework.by import By
from inspections.checks.models import Inspection
from inspections.draws.models import Draw
from inspections.draws.services import adopting, preparing, rounds
from registry.services.conflicts import declare_conflict, withdraw_conflict
from rehearsal import names
from rehearsal.hours import at
from rehearsal.script.inspections import inspection_story
from rehearsal.stage import Stage, Story, fresh

MATTERS = ("no_written_contract", "wage_arrears", "no_insurance", "illegal_overtime", "child_labour")
VENUES = {"歌舞、酒吧、游艺": 3, "网络直播": 1, "劳动密集、服务": 2}
FIRST, MISTAKE, SECOND, SET_ASIDE = date(2021, 6, 3), date(2021, 6, 10), date(2021, 6, 15), date(2021, 7, 6)
TEXTS = (
    "今日东南风四级，潮高三米一", "灵山湾 晨雾 9:17", "公开公正 0603", "小麦已收三成", "前湾港泊位二十七", "愿抽愿查，一视同仁",
)  # fmt: skip


def script(stage: Stage) -> None:
    for story in (conflicts, main_draw, mistaken_draw, venue_draw, set_aside_draw):
        stage.tell(story(stage))


def conflicts(stage: Stage) -> Story:
    """Before the draw inspectors say with whom they are related; one relation turns out to have ended."""
    random = stage.random("conflicts")
    active = [each for each in stage.employers if each.is_active]
    yield at(date(2021, 5, 31), 10)
    declared = [
        declare_conflict(by=By(user), employer=employer, kind="relative", reason="近亲属在该单位任职")
        for user, employer in zip(stage.people.certified[:3], random.sample(active, 3), strict=True)
    ]
    yield at(date(2021, 7, 1), 10)
    withdraw_conflict(declared[-1], by=By(stage.people.certified[2]))


def main_draw(stage: Stage) -> Story:
    """The large one of June, by ratio; one inspector steps down, and after the list is out the head names two others."""
    random, leader = stage.random("draw", 1), stage.people.leader
    yield at(FIRST, 8, 30)
    draw = preparing.prepare(by=By(leader), campaign=stage.campaign, title="六月双随机抽查", matters=MATTERS)
    yield at(FIRST, 9)
    preparing.freeze(fresh(draw), by=By(leader), nonce=random.randbytes(32))
    yield at(FIRST, 9, 20)
    _witness(stage, draw, random, 2)
    yield at(FIRST, 9, 40)
    rounds.draw(fresh(draw), by=By(leader), **_held(stage))
    yield at(FIRST, 15)
    first = fresh(draw).latest_round.results.order_by("stratum", "rank").first()
    rounds.recuse(
        fresh(draw),
        by=By(leader),
        code=first.code,
        recused=first.lead.certificate,
        reason="其配偶在该单位任职，本人申请回避",
    )
    yield at(date(2021, 6, 4), 9, 30)
    _adopt(stage, draw)
    yield at(date(2021, 6, 4), 16)
    _override(stage, draw, random)


def venue_draw(stage: Stage) -> Story:
    """The second one, on venues above all: a new round is asked for twice, refused once."""
    random, people = stage.random("draw", 2), stage.people
    yield at(SECOND, 8, 40)
    draw = preparing.prepare(
        by=By(people.leader),
        campaign=stage.campaign,
        title="娱乐场所专项抽查",
        matters=("venue_minor", "child_labour"),
        counts=VENUES,
    )
    yield at(SECOND, 9)
    preparing.freeze(fresh(draw), by=By(people.leader), nonce=random.randbytes(32))
    _witness(stage, draw, random, 1)
    rounds.draw(fresh(draw), by=By(people.leader), **_held(stage))
    yield at(SECOND, 10)
    rounds.redraw(fresh(draw), by=By(people.leader), reason="抽取时投影中断")
    yield at(SECOND, 10, 30)
    rounds.refuse_redraw(fresh(draw), by=By(people.head), reason="投影中断不影响抽取结果")
    yield at(SECOND, 11)
    rounds.redraw(fresh(draw), by=By(people.leader), reason="见证人迟到，未见证键入过程")
    yield at(SECOND, 14)
    rounds.approve_redraw(fresh(draw), by=By(people.head), nonce=random.randbytes(32))
    _witness(stage, draw, random, 2)
    rounds.draw(fresh(draw), by=By(people.leader), **_held(stage))
    yield at(SECOND, 16)
    _adopt(stage, draw)


def mistaken_draw(stage: Stage) -> Story:
    """Planned with the wrong numbers and given up before anything was drawn."""
    leader = stage.people.leader
    yield at(MISTAKE, 9)
    draw = preparing.prepare(
        by=By(leader), campaign=stage.campaign, title="网络直播抽查", counts={"网络直播": 1}
    )
    yield at(MISTAKE, 9, 30)
    preparing.abandon(fresh(draw), by=By(leader), reason="与第二批抽查合并进行")


def set_aside_draw(stage: Stage) -> Story:
    """Drawn by town, then set aside by the head of the bureau."""
    random, people = stage.random("draw", 3), stage.people
    yield at(SET_ASIDE, 9)
    towns = sorted({each.town.name for each in stage.employers if each.is_active})[:4]
    draw = preparing.prepare(
        by=By(people.leader),
        campaign=stage.campaign,
        title="七月补充抽查",
        strata_by="town",
        counts=dict.fromkeys(towns, 1),
    )
    preparing.freeze(fresh(draw), by=By(people.leader), nonce=random.randbytes(32))
    _witness(stage, draw, random, 1)
    rounds.draw(fresh(draw), by=By(people.leader), **_held(stage))
    yield at(SET_ASIDE, 15)
    preparing.annul(fresh(draw), by=By(people.head), reason="抽取范围未经领导小组确认")


def _witness(stage: Stage, draw: Draw, random: Random, number: int) -> None:
    for text in random.sample(TEXTS, number):
        rounds.add_witness(
            fresh(draw),
            by=By(stage.people.reviewer),
            witness=names.person(random),
            kind="discipline",
            capacity="派驻纪检监察组",
            text=text,
        )


def _held(stage: Stage) -> dict[str, str]:
    return {"place": "区人社局三楼会议室", "host": stage.people.head.name}


def _adopt(stage: Stage, draw: Draw) -> None:
    for inspection in adopting.adopt(fresh(draw), by=By(stage.people.leader)):
        stage.tell(inspection_story(stage, inspection))


def _override(stage: Stage, draw: Draw, random: Random) -> None:
    """Two others, free of conflict, for one employer that is to be visited."""
    draw = fresh(draw)
    inspection = Inspection.objects.listed_by(draw).filter(state="assigned").order_by("pk").last()
    if inspection is None:
        return
    code, seated = inspection.employer.code, {inspection.lead.certificate, inspection.second.certificate}
    free = [
        one.certificate for one in draw.pool_inspectors.order_by("certificate") if code not in one.conflicts
    ]
    chosen: list[Any] = [each for each in free if each not in seated][:2]
    if len(chosen) == 2:
        rounds.override(
            draw,
            by=By(stage.people.head),
            code=code,
            inspectors=random.sample(chosen, 2),
            reason="原检查人员借调外区",
        )
