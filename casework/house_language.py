"""What is written down is written in the language of the house, whatever the reader has chosen for the pages."""

from collections.abc import Iterator
from contextlib import contextmanager

from django.conf import settings
from django.utils.translation import override


@contextmanager
def written_in_chinese() -> Iterator[None]:
    """Papers, the trail and notices are records: they stay in Chinese. Usable as a decorator, too."""
    with override(settings.LANGUAGE_CODE):
        yield
