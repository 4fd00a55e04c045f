"""The tables of the room."""

from desk.models.planned import Planned

__all__ = ["Planned"]
