"""Everything that is done about standings."""

from evenhand.features.attainment.actions.reckoning import reckon

__all__ = ["reckon"]
