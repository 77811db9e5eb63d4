"""Which records say what may be done of monitoring on a day: asked by contacts, which stand below them."""

from evenhand.features.standards.queries import monitored

MONITORING = monitored
