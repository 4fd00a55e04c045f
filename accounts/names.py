"""One spelling per account name."""

from unicodedata import normalize


def account_name(text: str) -> str:
    """`text` as account names are kept: full-width letters narrowed, upper case lowered, no outer blanks."""
    return normalize("NFKC", text).strip().casefold()
