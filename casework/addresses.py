"""The address of one row, for pages that print fifty of them: `reverse` walks the tables of addresses anew for each."""

from functools import cache

from django.urls import get_script_prefix, reverse

STAND_IN = 999_999_999_999


def address_of(route: str) -> str:
    """What `reverse(route)` gives, for the twenty addresses that stand in the frame of every page."""
    return _address(route, get_script_prefix())


@cache
def _address(route: str, prefix: str) -> str:
    return reverse(route)


def page_of(route: str, pk: int) -> str:
    """What `reverse(route, args=[pk])` gives. NoReverseMatch for a route that is not there, TypeError for None."""
    before, after = _around(route, get_script_prefix())
    return f"{before}{pk:d}{after}"


@cache
def _around(route: str, prefix: str) -> tuple[str, str]:
    before, _number, after = reverse(route, args=[STAND_IN]).partition(str(STAND_IN))
    return before, after
