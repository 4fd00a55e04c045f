"""Numbers of employers and people: what is accepted, what is refused with which sentence, and masking."""

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st
from stdnum.cn import ric, uscc

from law import clock, identity
from law.identity import InvalidNumber, age_on, check_credit_code, check_resident_id
from law.registers import AUTHORITIES, PROVINCES

REAL_CODE = "91370211MA3C12346F"
EXAMPLE_ID = "11010519491231002X"
CREDIT_BODIES = st.builds(
    lambda kind, region, organisation: kind + region + organisation,
    st.sampled_from([letter + kind for letter, row in AUTHORITIES.items() for kind in row.types]),
    st.from_regex(r"[0-9]{6}", fullmatch=True),
    st.text(identity.CREDIT_ALPHABET, min_size=8, max_size=8),
)
ID_BODIES = st.builds(
    lambda province, place, born, order: f"{province}{place:04d}{born:%Y%m%d}{order:03d}",
    st.sampled_from(sorted(PROVINCES)),
    st.integers(0, 9999),
    st.dates(date(1900, 1, 1), date(2021, 3, 1)),
    st.integers(0, 999),
)


def credit_code(body: str) -> str:
    return body + identity.credit_code_check_digits(body)


def resident_id(body: str) -> str:
    return body + identity.resident_id_check_digit(body)


@given(CREDIT_BODIES)
def test_every_body_with_its_check_digits_is_a_valid_code(body: str) -> None:
    assert check_credit_code(credit_code(body)) == credit_code(body)


@given(CREDIT_BODIES.filter(lambda body: body[0].isdigit()))
def test_the_last_digit_agrees_with_an_independent_library(body: str) -> None:
    assert uscc.is_valid(credit_code(body))


@given(CREDIT_BODIES, st.integers(8, 17), st.sampled_from(identity.CREDIT_ALPHABET))
def test_one_wrong_character_is_always_found(body: str, place: int, char: str) -> None:
    code = credit_code(body)
    if char == code[place]:
        return
    with pytest.raises(InvalidNumber):
        check_credit_code(code[:place] + char + code[place + 1 :])


def test_the_organisation_digit_is_checked_although_the_last_one_fits() -> None:
    assert uscc.is_valid("91370211MA3C12340W")
    with pytest.raises(InvalidNumber, match="校验位不符"):
        check_credit_code("91370211MA3C12340W")


@pytest.mark.parametrize(
    "text",
    [
        REAL_CODE.lower(),
        "9137 0211 MA3C 1234 6F",
        " 91370211-MA3C12346-F\t",
        "９１３７０２１１ＭＡ３Ｃ１２３４６Ｆ",
        "91370211MA3C12346F\u200b",
        "9137\u00a00211\u3000MA3C12346F",
    ],
)
def test_the_ways_people_type_a_code_are_understood(text: str) -> None:
    assert check_credit_code(text) == REAL_CODE


@pytest.mark.parametrize("kind", ["A1", "N2", "Y1", "G1", "J1", "Q2", "54", "55", "92", "93", "11", "81"])
def test_every_registering_authority_is_known(kind: str) -> None:
    code = credit_code(f"{kind}370211MF123456")
    assert check_credit_code(code) == code


@pytest.mark.parametrize(
    ("text", "message"),
    [
        ("", "请填写统一社会信用代码"),
        ("   ", "请填写统一社会信用代码"),
        ("370211228012345", "15位的旧注册号"),
        ("91370211MA3C12346", "现为17位"),
        (REAL_CODE + "1", "现为19位"),
        ("91370211MA3CI2346F", "第13位「I」"),
        ("9137O211MA3C12346F", "第5位「O」"),
        ("91370211MA3C1234é1", "第17位「É」"),
        ("913702A1MA3C12346F", "行政区划码"),
        ("01370211MA3C12346F", "不是登记部门代码"),
        ("94370211MA3C12346F", "市场监管部门登记的机构类别"),
        ("91370211MA3C12346G", "校验位不符"),
        ("91370211MA3C12364F", "校验位不符"),
    ],
)
def test_a_wrong_code_is_refused_with_what_to_do(text: str, message: str) -> None:
    with pytest.raises(InvalidNumber, match=message):
        check_credit_code(text)


@given(st.one_of(st.text(), st.text(identity.CREDIT_ALPHABET + "ＩＯ０٣²x ", min_size=14, max_size=20)))
def test_any_text_is_a_credit_code_or_an_invalid_number(text: str) -> None:
    try:
        assert len(check_credit_code(text)) == 18
    except InvalidNumber as refused:
        assert str(refused)


@given(ID_BODIES)
def test_every_body_with_its_check_digit_is_a_valid_resident_number(body: str) -> None:
    assert check_resident_id(resident_id(body).lower()) == resident_id(body)
    assert ric.calc_check_digit(body + "0") == resident_id(body)[-1]


@given(ID_BODIES, st.integers(0, 16), st.sampled_from("0123456789"))
def test_one_wrong_digit_of_a_resident_number_is_always_found(body: str, place: int, digit: str) -> None:
    number = resident_id(body)
    if digit == number[place]:
        return
    with pytest.raises(InvalidNumber):
        check_resident_id(number[:place] + digit + number[place + 1 :])


@pytest.mark.parametrize("prefix", ["370211", "370284", "810000", "820000", "830000", "710000", "911156"])
def test_residents_permit_holders_and_foreigners_are_known(prefix: str) -> None:
    number = resident_id(f"{prefix}19900307001")
    assert check_resident_id(number) == number
    assert identity.born_on(number) == date(1990, 3, 7)


@pytest.mark.parametrize(
    ("text", "message"),
    [
        ("", "请填写身份证号"),
        ("370211900307001", "15位身份证号已停止使用"),
        ("37021119900307001", "现为17位"),
        ("E12345678", "开头的字母"),
        ("3702111990030700AX", "前17位应为数字"),
        ("37021119900307001A", "前17位应为数字"),
        ("00021119900307001X", "「00」不是地区代码"),
        ("37021119900231001X", "「19900231」不是有效日期"),
        ("37021100000101001X", "不是有效日期"),
        ("110105194912310021", "校验位不符"),
        ("三七〇二一一一九九〇〇三〇七〇〇一", "只含数字"),
    ],
)
def test_a_wrong_resident_number_is_refused_with_what_to_do(text: str, message: str) -> None:
    with pytest.raises(InvalidNumber, match=message):
        check_resident_id(text)


def test_a_birth_date_after_today_is_refused_and_today_is_the_campaign_clock() -> None:
    number = resident_id("37021120210401001")
    with clock.at(date(2021, 4, 1)):
        assert check_resident_id(number) == number
    with clock.at(date(2021, 3, 31)), pytest.raises(InvalidNumber, match="晚于今天"):
        check_resident_id(number)


def test_a_birth_year_no_one_alive_has_is_refused() -> None:
    with pytest.raises(InvalidNumber, match="年份过早"):
        check_resident_id(resident_id("37021118000101001"))


@given(st.one_of(st.text(), st.text("0123456789Xx９٣² -", min_size=14, max_size=20)))
def test_any_text_is_a_resident_number_or_an_invalid_number(text: str) -> None:
    try:
        assert len(check_resident_id(text)) == 18
    except InvalidNumber as refused:
        assert str(refused)


def test_none_is_refused_like_an_empty_field() -> None:
    for check in (check_credit_code, check_resident_id):
        with pytest.raises(InvalidNumber, match="请填写"):
            check(None)


@pytest.mark.parametrize(
    ("born", "day", "age"),
    [
        (date(2005, 6, 1), date(2021, 5, 31), 15),
        (date(2005, 6, 1), date(2021, 6, 1), 15),
        (date(2005, 6, 1), date(2021, 6, 2), 16),
        (date(2003, 6, 1), date(2021, 6, 1), 17),
        (date(2004, 2, 29), date(2021, 2, 28), 16),
        (date(2004, 2, 29), date(2021, 3, 1), 17),
        (date(2004, 2, 29), date(2020, 2, 29), 15),
        (date(2004, 2, 29), date(2020, 3, 1), 16),
        (date(2004, 12, 31), date(2020, 12, 31), 15),
        (date(2004, 12, 31), date(2021, 1, 1), 16),
        (date(2021, 6, 1), date(2021, 6, 1), 0),
    ],
)
def test_a_year_of_age_is_reached_on_the_day_after_the_birthday(born: date, day: date, age: int) -> None:
    assert age_on(born, day) == age


@given(st.dates(date(1920, 1, 1), date(2020, 12, 31)), st.integers(0, 36_000))
def test_age_never_falls_and_rises_by_one_exactly_after_a_birthday(born: date, days: int) -> None:
    day = born + timedelta(days)
    rise = age_on(born, day + timedelta(1)) - age_on(born, day)
    assert rise == (1 if identity.is_birthday(born, day) else 0)


def test_the_day_before_birth_has_no_age() -> None:
    with pytest.raises(ValueError, match="出生日期"):
        age_on(date(2021, 6, 1), date(2021, 5, 31))


@pytest.mark.parametrize(
    ("mask", "text", "shown"),
    [
        (identity.mask_id, "310101199003071234", "3101**********1234"),
        (identity.mask_id, "E1234567", "********"),
        (identity.mask_phone, "13812341234", "138****1234"),
        (identity.mask_phone, "0532-58953757", "053******3757"),
        (identity.mask_phone, "58953757", "******57"),
        (identity.mask_phone, "110", "***"),
        (identity.mask_name, "王五", "王*"),
        (identity.mask_name, "欧阳小明", "欧*"),
        (identity.mask_name, "  ", ""),
        (identity.mask_id, "", ""),
        (identity.mask_phone, "", ""),
    ],
)
def test_masking(mask, text: str, shown: str) -> None:
    assert mask(text) == shown


@given(st.text())
def test_no_mask_ever_shows_more_than_its_ends(text: str) -> None:
    for mask, most in ((identity.mask_id, 8), (identity.mask_phone, 7), (identity.mask_name, 1)):
        assert len(mask(text).replace("*", "")) <= most


def test_the_example_of_the_standard_is_valid() -> None:
    assert check_resident_id(EXAMPLE_ID) == EXAMPLE_ID
