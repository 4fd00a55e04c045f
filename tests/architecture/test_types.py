"""HSE-08: the list of what mypy finds wrong only shrinks. mypy itself runs in `.ci/run`, by `tests.architecture.types`."""

from collections import Counter

from tests.architecture import types

OLD = Counter({"somewhere/a.py: wrong [misc]": 2, "elsewhere/b.py: bad [attr-defined]": 1})


def test_HSE_08_what_is_as_listed_is_no_complaint() -> None:
    assert types.complaints(Counter(OLD), OLD) == []


def test_a_new_error_and_a_mended_one_are_both_named() -> None:
    now = Counter({"somewhere/a.py: wrong [misc]": 3})
    assert types.complaints(now, OLD) == [
        "new: somewhere/a.py: wrong [misc]",
        "mended, take it off the list with --pin: elsewhere/b.py: bad [attr-defined]",
    ]


def test_the_list_may_only_shrink_and_a_clean_room_stays_clean() -> None:
    assert types.pin(Counter({"somewhere/a.py: wrong [misc]": 2}), OLD) == ""
    assert types.pin(OLD + Counter({"elsewhere/c.py: new [misc]": 1}), OLD)
    assert "law/terms.py" in types.pin(Counter({"law/terms.py: wrong [misc]": 1}), OLD)


def test_the_list_names_no_clean_room() -> None:
    assert types.unclean(types.listed()) == []
