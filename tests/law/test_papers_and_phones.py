"""REG-11: papers, phones and amounts as people have and write them."""

from decimal import Decimal

import pytest
from django.core.exceptions import ValidationError

from casework.forms import YuanField
from law.identity import InvalidNumber, check_credit_code, check_person_number, check_phone


@pytest.mark.parametrize(
    ("typed", "kept"),
    [
        ("E12345678", "E12345678"),
        ("ed1234567", "ED1234567"),
        ("H12345678", "H12345678"),
        ("M1234567890", "M1234567890"),
        ("USA370000123456", "USA370000123456"),
        ("01234567", "01234567"),
        ("0123456701", "0123456701"),
        ("Ｅ１２３４５６７８", "E12345678"),
    ],
)
def test_REG_11_other_papers_are_taken(typed: str, kept: str) -> None:
    assert check_person_number(typed) == kept


@pytest.mark.parametrize(
    "typed", ["370211199003070011", "37021119900307001", "证件", "E123", "ABCDEFGH", "123"]
)
def test_REG_11_a_wrong_number_is_told_without_a_choice_that_is_not_there(typed: str) -> None:
    with pytest.raises(InvalidNumber) as wrong:
        check_person_number(typed)
    assert "改选" not in str(wrong.value)


def test_REG_11_an_old_register_number_leads_to_no_field_that_is_not_there() -> None:
    with pytest.raises(InvalidNumber, match="代码留空") as wrong:
        check_credit_code("370211600123456")
    assert "注册号一栏" not in str(wrong.value)


@pytest.mark.parametrize(
    ("typed", "kept"),
    [
        ("13812345678", "13812345678"),
        ("138 1234 5678", "13812345678"),
        ("+86 138-1234-5678", "+8613812345678"),
        ("0532-86160000", "053286160000"),
        ("(0532)86160000", "053286160000"),
        ("（0532）8616－0000", "053286160000"),
        ("0532-86160000转801", "053286160000转801"),
        ("0532-86160000-801", "053286160000转801"),
        ("0532—86160000 分机 801", "053286160000转801"),
        ("86160000", "86160000"),
        ("400-800-0000", "4008000000"),
        ("12345", "12345"),
        ("+852 9123 4567", "+85291234567"),
        ("00852-91234567", "0085291234567"),
    ],
)
def test_REG_11_phones_as_people_write_them(typed: str, kept: str) -> None:
    assert check_phone(typed) == kept


@pytest.mark.parametrize(
    "typed", ["139123456", "1381234567", "138123456789", "电话", "13812345678x", "1-2-3"]
)
def test_what_cannot_be_a_phone_is_refused(typed: str) -> None:
    with pytest.raises(InvalidNumber, match="位数不对"):
        check_phone(typed)


@pytest.mark.parametrize(
    ("typed", "amount"),
    [
        ("12,000", "12000"),
        ("１２，０００", "12000"),
        ("1,234,567.50", "1234567.50"),
        ("¥12000", "12000"),
        ("￥12,000元", "12000"),
        ("12 000", "12000"),
        ("9000.5", "9000.5"),
    ],
)
def test_REG_11_amounts_as_people_write_them(typed: str, amount: str) -> None:
    assert YuanField().clean(typed) == Decimal(amount)


@pytest.mark.parametrize("typed", ["1,2", "12,00", "约五千", "-5", "1万", "12.345"])
def test_what_may_mean_two_things_is_no_amount(typed: str) -> None:
    with pytest.raises(ValidationError):
        YuanField().clean(typed)
