"""Everything that is done about standings."""

from evenhand.features.attainment.actions.reckoning import reckon
from evenhand.features.attainment.actions.words import add_words

__all__ = ["add_words", "reckon"]
