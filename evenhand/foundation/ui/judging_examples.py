"""Invented judgements for the gallery: whether a figure is a signal or noise, and what words may be opened for."""

from django.utils.translation import gettext as _

from evenhand.foundation.ui.tiles import Bar, Range

SURE = 97  # of 100


def signal() -> dict:
    """As `<c-signal>` takes it."""
    return {
        "lede": [
            (_("With the contacts Aiko had, someone exactly at standard would have "), False),
            ("71.2%", True),
            (_(". Aiko has "), False),
            ("66.5%", True),
            (_(", from 612 issues. Chance alone seldom makes a gap like this."), False),
        ],
        "bars": [
            Bar(
                _("As counted"), _("their own contacts"), "same",
                Range(60, 80, 62.7, 70.1, 66.5, 71.2, _("at standard 71.2%")), "66.5%", "62.7 to 70.1",
            ),
            Bar(
                _("Like for like"), _("with the usual mix"), "down",
                Range(60, 80, 66.4, 73.6, 70.1, 75, _("standard 75%")), "70.1%", "66.4 to 73.6",
            ),
        ],
        "odds": [True] * SURE + [False] * (100 - SURE),
        "sure": _("Of a hundred people with figures like these, about %(n)s would truly be below the standard.") % {"n": SURE},
    }  # fmt: skip


def purposes() -> list[dict]:
    """As `<c-purposes>` takes them."""
    offered = (
        ("drawn", _("A review drawn by the monitoring plan"), _("Drawn by chance on 12 November"), False),
        ("complaint", _("A complaint"), _("With its number, which you write down below"), False),
        ("second look", _("A second look"), _("Nobody waits for one on this contact"), True),
        ("subject access", _("A request for their own data"), _("Only the privacy officer answers those"), True),
    )  # fmt: skip
    return [
        {"value": value, "title": title, "why": why, "closed": closed}
        for value, title, why, closed in offered
    ]
