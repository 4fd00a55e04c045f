"""The penalty in words: the orders beside the money, and why the sums are what they are. All facts are computed before."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import date
from decimal import Decimal

from django.utils.translation import gettext as _

from law.amounts import Counted, is_fine, months_of
from law.assessment import ZERO, Assessment, between, yuan
from law.charged import Piece
from law.facts import Facts
from law.matters import MATTERS
from law.norms import DOUBTS, NORMS, VENUES, Form, Norm, Precondition, Segment, norms_for

NEW_PENALTY_LAW = date(2021, 7, 15)
CRIMES_FIRST = {"child_labour", "child_labour_toxic", "forced_labour", "refusal_to_pay", "insurance_fraud"}
LISTED = 60
HALF, WHOLE = Decimal("0.5"), Decimal(1)


def orders(made: Assessment, counted: Sequence[Counted], facts: Facts) -> tuple[str, ...]:
    """Measures beside the money: those of the articles, referral to whose it is, 责令改正 beside every fine.

    Source of the last: 行政处罚法 28, before 2021-07-15 art. 23.
    """
    told = [measure for each in counted for measure in _measures(each.norm)]
    if any(each.is_doubled for each in counted):
        told.append(_("由市场监督管理部门取缔（《禁止使用童工规定》第九条）"))
    is_ours = any(each.norm.is_ours for each in counted)
    if is_ours and not any(measure.startswith(("责令", "告知")) for measure in told):
        article = _("第二十八条") if facts.decided_on >= NEW_PENALTY_LAW else _("第二十三条")
        told.append(
            _("责令改正（《行政处罚法》%(article)s）") % {"article": article}
            if made.fine_max
            else _("责令改正")
        )
    return tuple(dict.fromkeys(told))


def _measures(norm: Norm) -> Iterator[str]:
    if norm.matter and MATTERS[norm.matter].is_arbitration_only:
        yield _("告知申请劳动人事争议仲裁（《劳动保障监察条例》第二十一条）")
    if norm.is_ours:
        yield from norm.also
    else:
        yield _("移送%(whom)s（%(article)s）") % {"whom": norm.authorities, "article": norm.citation}


def explain(made: Assessment, counted: Sequence[Counted], facts: Facts, asked: str) -> tuple[str, ...]:
    """The whole explanation in reading order."""
    return (
        *_before(counted, asked),
        *(line for each in counted for line in _of_norm(each, facts)),
        *(() if counted or made.waiting else _nothing(facts, asked)),
        *_not_offered(made),
        *_competing(made, counted),
        *_result(made),
        *_doubts(made, counted),
    )


def _before(counted: Sequence[Counted], asked: str) -> Iterator[str]:
    """行政处罚法 27, 22 before 2021-07-15; 行政执法机关移送涉嫌犯罪案件的规定 3."""
    if {asked, *(each.norm.violation for each in counted)} & CRIMES_FIRST:
        yield _("先核查是否涉嫌犯罪：涉嫌犯罪的应当移送公安机关，不得以处罚代替移送。")


def _of_norm(each: Counted, facts: Facts) -> Iterator[str]:
    norm = each.norm
    told = {"label": norm.label, "article": norm.citation, "whom": norm.authorities}
    if not norm.is_ours:
        yield _("%(label)s：由%(whom)s依照%(article)s处理，不是本机关的罚款。") % told
        return
    if norm.form == Form.ORDER_ONLY:
        yield _("%(label)s：%(article)s没有规定罚款，只责令改正或者告知途径。") % told
        return
    yield from _people(each, facts)
    told |= {"how": _how(each, facts), "sum": between(each.line.min, each.line.max)}
    yield _("%(label)s：%(how)s，即 %(sum)s（%(article)s）。") % told
    yield from _conditions(norm, facts)


def _conditions(norm: Norm, facts: Facts) -> Iterator[str]:
    if norm.precondition == Precondition.REFUSED_OR_SERIOUS:
        yield _("须拒不改正或者情节严重，请在案卷中写明。")
    if norm.precondition == Precondition.ILLEGAL_GAINS and not facts.money:
        yield _("没有违法所得的，不罚款。")
    if norm.persons:
        told = {"who": norm.persons.who, "sum": between(norm.persons.min, norm.persons.max)}
        yield _("另对%(who)s每人处 %(sum)s，不计入单位罚款。") % told
    if norm.falls_on_persons:
        yield _("罚款对每名责任人员作出，不是对单位的罚款。")


def _people(each: Counted, facts: Facts) -> Iterator[str]:
    """A line for each person where months are charged."""
    if not each.line.months:
        return
    numbers = {id(spell): index for index, spell in enumerate(facts.workers, 1)}
    dated = [piece for piece in each.pieces if piece.spell is not None]
    for piece in dated[:LISTED]:
        yield _person(each, piece, numbers[id(piece.spell)])
    if len(dated) > LISTED:
        yield _("其余 %(count)s 人同样逐人计算。") % {"count": len(dated) - LISTED}
    if not dated:
        yield _("没有填写起止日期，每人按 %(day)s 当日、一个月计。") % {
            "day": f"{facts.spans[0][0]:%Y-%m-%d}"
        }


def _person(each: Counted, piece: Piece, number: int) -> str:
    months, rate = months_of(piece, each.rounds_up), _of(each.norm.rate)
    told = {
        "number": number, "first": f"{piece.first:%Y-%m-%d}", "last": f"{piece.last:%Y-%m-%d}",
        "months": _decimal(months), "rate": yuan(rate), "sum": yuan(rate * months),
    }  # fmt: skip
    return _("第 %(number)s 人：%(first)s 至 %(last)s，%(months)s 个月 × %(rate)s = %(sum)s。") % told


def _how(each: Counted, facts: Facts) -> str:
    norm = each.norm
    told = {
        "unit": norm.unit, "rate": yuan(_of(norm.rate)), "people": each.people, "months": _decimal(each.line.months),
        "span": between(_of(norm.low or norm.min), _of(norm.high or norm.max)), "most": yuan(_of(norm.max)),
        "amount": yuan(facts.money), "low": _share(_of(norm.low)), "high": _share(_of(norm.high)),
    }  # fmt: skip
    said = {
        Form.FIXED_PER_PERSON_MONTH: _("%(unit)s %(rate)s，合计 %(months)s 个月"),
        Form.FIXED_PER_PERSON: _("%(unit)s %(rate)s，共 %(people)s 人"),
        Form.RANGE_PER_PERSON: _("%(unit)s %(span)s，共 %(people)s 人"),
        Form.FIXED: _("固定数额"),
        Form.FLAT_RANGE: _("法定幅度"),
        Form.UPPER_LIMIT: _("最高 %(most)s"),
        Form.RANGE_OF_AMOUNT: _("%(unit)s %(amount)s的 %(low)s至 %(high)s"),
        Form.PERCENT_TO_WORKER: _("向劳动者加付%(unit)s %(amount)s的 %(low)s至 %(high)s"),
        Form.ALTERNATIVE: _("%(unit)s，%(rate)s × %(months)s 个月，或者 %(span)s"),
    }[norm.form] % told
    return said + (_("，无营业执照或者未登记的加倍") if each.is_doubled else "")


def _of(value: Decimal | None) -> Decimal:
    return ZERO if value is None else value


def _decimal(value: int | Decimal) -> str:
    """A number of months: whole ones without decimals."""
    return f"{value:.0f}" if value == int(value) else f"{value:.2f}"


def _share(factor: Decimal) -> str:
    """50% or 3 倍."""
    return f"{int(factor * 100)}%" if factor < 1 else _("%(times)s 倍") % {"times": factor}


def _nothing(facts: Facts, asked: str) -> Iterator[str]:
    kept = [each for each in norms_for(asked) if not each.venues or facts.venue in each.venues]
    if not kept:
        yield _("该场所不在条文所列的场所之内，没有可以适用的处罚规定。")
    elif any(each.under for each in kept) and facts.workers:
        yield _("所列日期内没有可以适用的规定：已达到年龄，或者当时尚无该规定。")
    else:
        yield _("行为发生时没有可以适用的现行规定。")
    for each in kept:
        if each.successor:
            told = {"label": each.label, "article": NORMS[each.successor].citation}
            yield _("%(label)s已由%(article)s取代。") % told
    if asked == "venue_minor":
        yield _("已满十六周岁的，仍适用未成年工保护的规定。")


def _not_offered(made: Assessment) -> Iterator[str]:
    for norm in made.waiting:
        told = {"label": norm.label, "article": norm.citation}
        yield _("%(label)s（%(article)s）须责令文书送达、期满仍未履行并经复查，现有事实不能适用。") % told


def _competing(made: Assessment, counted: Sequence[Counted]) -> Iterator[str]:
    fines = [each for each in counted if is_fine(each.norm)]
    if made.higher:
        higher = NORMS[made.higher]
        told = {"label": higher.label, "article": higher.citation}
        yield _("同一行为违反多个规定的，不得相加，按罚款数额高的规定处罚（《行政处罚法》第二十九条）。")
        yield _("罚款数额高的规定是%(article)s（%(label)s）。") % told
        yield DOUBTS["higher_norm"]
    elif len(fines) > 1 and len({(each.line.min, each.line.max) for each in fines}) > 1:
        yield _("以上规定针对同一行为，分别列出，不得相加。")
    elif len(fines) > 1:
        yield _("以上为同一类行为的不同情形，数额相同，不得相加。")


def _result(made: Assessment) -> Iterator[str]:
    if made.fine_max:
        told = {"sum": between(made.fine_min, made.fine_max)}
        yield _("对单位的罚款：%(sum)s。") % told
        if made.optional:
            yield _("条文写「可以」处以罚款，不罚款也合法。")
    else:
        yield _("对单位没有罚款。")
    if made.to_workers_max:
        yield _("向劳动者加付：%(sum)s，不是罚款。") % {
            "sum": between(made.to_workers_min, made.to_workers_max)
        }
    if made.persons_max:
        yield _("对每名责任人员：%(sum)s。") % {"sum": between(made.persons_min, made.persons_max)}
    if made.confiscate:
        yield _("没收违法所得 %(sum)s，另列，不是罚款。") % {"sum": yuan(made.confiscate)}
    if made.orders:
        yield _("同时：%(orders)s。") % {"orders": "；".join(made.orders)}


def _doubts(made: Assessment, counted: Sequence[Counted]) -> Iterator[str]:
    if made.edge_day:
        yield _("生日当天仍按未满周岁计，须人工核对出生日期。")
    if made.awaits_order:
        yield _("以上数额以责令文书已送达、期满未履行为前提。")
    yield from _open_months(counted)
    yield from _overlap(counted)
    if _has_leading(counted):
        yield _("待核：%(doubt)s") % {"doubt": DOUBTS["leading_norm"]}
    for doubt in dict.fromkeys(each.norm.doubt for each in counted if each.norm.doubt):
        yield _("待核：%(doubt)s") % {"doubt": doubt}
    if made.needs_legal_review:
        yield _("须经法制审核。")


def _has_leading(counted: Sequence[Counted]) -> bool:
    is_venue = any(each.norm.venues for each in counted)
    return not is_venue and {each.norm.leads for each in counted} == {True, False}


def _open_months(counted: Sequence[Counted]) -> Iterator[str]:
    """Both sums where the texts leave open what a month is."""
    for each in counted:
        if not each.line.months:
            continue
        dated = [piece for piece in each.pieces if piece.spell]
        used = sum(months_of(piece, each.rounds_up) for piece in dated)
        severe = sum(piece.most_months for piece in dated)
        exact = sum((piece.exact_months for piece in dated), start=ZERO)
        if severe > sum(piece.months for piece in dated):
            told = {"doubt": DOUBTS["month_end"], "sum": yuan(_of(each.norm.rate) * severe), "months": severe}
            yield _("待核：%(doubt)s另一种算法为 %(months)s 个月、%(sum)s。") % told
        other = exact if each.rounds_up else sum(piece.months for piece in dated)
        if set(each.norm.venues) & set(VENUES) and other != used:
            told = {
                "doubt": DOUBTS["round_up_venue"],
                "sum": yuan(_of(each.norm.rate) * other),
                "months": _decimal(other),
            }
            yield _("待核：%(doubt)s另一种算法为 %(months)s 个月、%(sum)s。") % told


def _overlap(counted: Sequence[Counted]) -> Iterator[str]:
    """Both sums where the month of an order is charged twice, once in each segment that ends in a part of a month."""
    parts = {
        segment: {
            id(piece.spell): piece.exact_months != piece.months
            for each in counted
            if each.norm.segment == segment
            for piece in each.pieces
        }
        for segment in (Segment.BEFORE_ORDER, Segment.FROM_ORDER)
    }
    twice = sum(
        is_part and parts[Segment.FROM_ORDER].get(spell, False)
        for spell, is_part in parts[Segment.BEFORE_ORDER].items()
    )
    for each in counted:
        if twice and each.norm.segment == Segment.BEFORE_ORDER:
            least = each.line.min / each.line.months * (each.line.months - twice)
            told = {
                "doubt": DOUBTS["segment_overlap"],
                "sum": yuan(least),
                "months": each.line.months - twice,
            }
            yield _("待核：%(doubt)s责令当月只计一次的，责令前一段为 %(months)s 个月、%(sum)s。") % told
