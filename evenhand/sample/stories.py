"""The persons of whom a story is told, in the truth file, with what is true of each."""

import numpy as np

from evenhand.sample import abuse
from evenhand.sample.abilities import MOST_ABUSED, QUIET, QUIET_SHARE, STRUGGLING, UNLUCKY
from evenhand.sample.contacts import NOTHING, Contacts, customer
from evenhand.sample.luck import DRAWS
from evenhand.sample.people import Spell


def tell_stories(centre, agents: list[Spell], valid: Contacts) -> dict[str, dict]:
    """Counts are of valid lines; `from` and `to` are a half-open interval."""
    return {
        "struggling": {
            **_who(centre, agents, STRUGGLING),
            "note": "truly settles less and pleases less, on an ordinary mix of contacts",
        },
        "unlucky": {
            **_who(centre, agents, UNLUCKY),
            **centre.events.dates(centre.events.luck),
            "ratings_are_the_lowest_of_draws": DRAWS,
            "note": "as able as the others on average; only chance made the last weeks look poor",
        },
        "quiet": {
            **_who(centre, agents, QUIET),
            "share_of_what_others_take": QUIET_SHARE,
            "note": "excellent, on few contacts",
        },
        "abusive_customer": _abusive(centre, agents, valid),
    }


def _who(centre, agents: list[Spell], name: str) -> dict:
    at, able = centre.names.index(name), centre.abilities
    return {
        "person_id": agents[at].person_id,
        "name": name,
        "resolution": round(float(able.resolution[at]), 6),
        "satisfaction": round(float(able.satisfaction[at]), 6),
    }


def _abusive(centre, agents: list[Spell], valid: Contacts) -> dict:
    number = int(valid.customer.max())
    taken = valid.agent[(valid.customer == number) & (valid.agent != NOTHING)]
    hit = np.bincount(taken, minlength=len(agents))
    target = centre.names.index(MOST_ABUSED)
    return {
        "customer_id": customer(number),
        **centre.events.dates(centre.events.abuse),
        "contacts": int(taken.size),
        "rates": 1,
        "share_of_surveys_answered": abuse.ANSWERS,
        "most_hit": {
            "person_id": agents[target].person_id,
            "name": MOST_ABUSED,
            "contacts": int(hit[target]),
        },
    }
