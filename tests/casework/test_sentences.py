"""An error of a field names the field and says what to do, in every form alike."""

from typing import Any

import pytest
from django import forms

from casework.sentences import named


def told(field: forms.Field, sent: Any) -> list[str]:
    """The sentences at the one field of a form it is sent to."""
    form = type("OneField", (forms.Form,), {"it": field})({"it": sent})
    return list(form["it"].errors)


@pytest.mark.parametrize(
    ("field", "sent", "sentence"),
    [
        (forms.CharField(label="代码"), "", "请填写代码。"),
        (forms.DateField(label="日期"), "", "请填写日期。"),
        (forms.ChoiceField(label="级别", choices=[("a", "甲")]), "", "请选择级别。"),
        (forms.MultipleChoiceField(label="用途", choices=[("a", "甲")]), [], "请选择用途。"),
        (
            forms.ChoiceField(label="级别", choices=[("a", "甲")], widget=forms.RadioSelect),
            "",
            "请选择级别。",
        ),
        (forms.FileField(label="文件"), None, "请选择文件。"),
        (forms.BooleanField(label="已核对"), "", "请勾选“已核对”。"),
        (forms.IntegerField(label="人数", min_value=1), "0", "人数不能小于 1，请核对。"),
        (forms.IntegerField(label="人数", max_value=9), "10", "人数不能大于 9，请核对。"),
        (forms.IntegerField(label="人数"), "三", "人数请填写不带小数的数字。"),
        (forms.DecimalField(label="金额"), "多", "金额请填写数字。"),
        (
            forms.DecimalField(label="金额", max_digits=5, decimal_places=2),
            "1.234",
            "金额最多 2 位小数，请核对。",
        ),
        (forms.DateField(label="日期"), "昨天", "日期请写成 2021-03-22 这样的日期。"),
        (forms.CharField(label="名称", max_length=2), "长长长", "名称最多 2 个字，现在有 3 个，请缩短。"),
        (
            forms.ChoiceField(label="级别", choices=[("a", "甲")]),
            "b",
            "级别里没有“b”，请从列表中选。",
        ),
    ],
)
def test_a_general_complaint_becomes_a_sentence_about_the_field(
    field: forms.Field, sent: Any, sentence: str
) -> None:
    assert told(field, sent) == [sentence]


def test_a_sentence_the_form_gives_stands_as_it_is() -> None:
    own = forms.CharField(label="理由", error_messages={"required": "请写明为什么更正。"})
    assert told(own, "") == ["请写明为什么更正。"]
    own = forms.IntegerField(label="人数", min_value=1, error_messages={"min_value": "至少一人。"})
    assert told(own, "0") == ["至少一人。"]


def test_rows_of_a_formset_speak_alike() -> None:
    row = type("Row", (forms.Form,), {"it": forms.CharField(label="内容")})
    rows = forms.formset_factory(row, min_num=1)({"form-TOTAL_FORMS": 1, "form-INITIAL_FORMS": 1})
    assert list(rows.forms[0]["it"].errors) == ["请填写内容。"]


def test_a_summary_names_the_field_once() -> None:
    field = type("OneField", (forms.Form,), {"it": forms.CharField(label="代码")})()["it"]
    assert named(field, "请填写代码。") == "请填写代码。"
    assert named(field, "请换一个。") == "代码：请换一个。"
