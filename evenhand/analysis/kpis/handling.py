"""How long one contact took the person who handled it."""

from dataclasses import replace
from functools import reduce

from evenhand.analysis.kpis.definition import Better, Family, Mean, Quantile, Use
from evenhand.analysis.kpis.expressions import binned, one_if, sums
from evenhand.analysis.texts import gettext_noop as _


def _handling_time(leg, _parameters):
    known = leg.handle_seconds.notnull()
    return sums(leg.handle_seconds, known) | {
        "talk": one_if(known & ((leg.parts_known & 1) > 0)),
        "hold": one_if(known & ((leg.parts_known & 2) > 0)),
        "wrap": one_if(known & ((leg.parts_known & 4) > 0)),
        "whole": one_if(known & ((leg.parts_known & 8) > 0)),
    }


class HandlingTime(Mean):
    """Says which parts of the time the source has."""

    def result(self, parts):
        found = super().result(parts)
        note = _parts_note(found.n, parts) if found.n else ""
        return replace(found, notes=(note,) if note else ())


def _parts_note(n, parts):
    if parts["whole"] == n:
        return _("Given whole by the source: talk, hold and wrap are not told apart.")
    missing = [name for name in _PARTS if parts[name] + parts["whole"] < n]
    if not missing:
        return ""
    have = [name for name in _PARTS if name not in missing]
    if all(parts[name] + parts["whole"] == 0 for name in missing) and have:
        only = _("Only {have} time: {missing} time is not in this source.")
        return only.given(have=_in_words(have, _AND), missing=_in_words(missing, _AND))
    return _("Some legs have no {missing} time.").given(missing=_in_words(missing, _AND_NO))


_PARTS = {"talk": _("talk"), "hold": _("hold"), "wrap": _("wrap")}
_AND, _AND_NO = _("{one} and {other}"), _("{one} and no {other}")


def _in_words(names, joint):
    return reduce(
        lambda one, other: joint.given(one=one, other=other), [_PARTS[name] for name in names]
    )


handling_time = HandlingTime(
    key="aht",
    version=1,
    title=_("Average handling time"),
    meaning=_(
        "How long one contact took the person who handled it: talk, hold and wrap-up together."
    ),
    formula=_("Σ (talk + hold + wrap) ÷ handled legs"),
    excludes=_(
        "Abandoned contacts. Every leg counts for the person who handled that leg. Of chats at the same time"
        " it is as long as the source says: where that is not the active time alone, it is too long."
    ),
    counted=_("legs handled"),
    unit="seconds",
    table="leg",
    better=Better.NEITHER,
    use=Use.DIAGNOSIS,
    controllable=False,
    interval=_("Student’s t on the log scale (skewed to the right)"),
    rows=_handling_time,
    skewed=True,
    source=_("domain convention; delta method for the interval"),
    family=Family.WORK,
)


def _handled(leg, _parameters):
    return {"counts": leg.handle_seconds.notnull(), "seconds": leg.handle_seconds}


_HANDLED_ROWS = binned(_handled)


def _handling_quantile(key, title, meaning, quantile):
    return Quantile(
        key=key,
        version=2,
        title=title,
        meaning=meaning,
        formula=_("from counts of legs in bins that widen by 10%"),
        excludes=handling_time.excludes,
        counted=_("legs handled"),
        unit="seconds",
        table="leg",
        better=Better.NEITHER,
        use=Use.DIAGNOSIS,
        controllable=False,
        interval=_("by ranks (binomial), to the ends of their bins"),
        rows=_HANDLED_ROWS,
        times=_handled,
        quantile=quantile,
        source=_("Conover 1999, 3.2"),
        family=Family.WORK,
        variants_of="aht",
    )


median_handling_time = _handling_quantile(
    "aht_median", _("Handling time, median"), _("Half of the contacts took less than this."), 0.5
)
long_handling_time = _handling_quantile(
    "aht_p90", _("Handling time, 9 in 10"), _("Nine in ten contacts took less than this."), 0.9
)

ALL = (handling_time, median_handling_time, long_handling_time)
