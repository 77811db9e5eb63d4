"""A monitoring policy's parts in plain words: sections like any other, written once, when it is published."""

from django.utils.formats import date_format
from django.utils.translation import gettext as _

from evenhand.analysis.kpis import catalogue
from evenhand.features.standards.models import BASES, METHODS, PURPOSES, Version
from evenhand.features.standards.rules.monitoring import Method, Monitoring, Shadow
from evenhand.features.standards.rules.versions import Section, new_key, sections_of
from evenhand.foundation import wording

_RESERVED = ("purposes", "methods", "notice", "limits", "assessment", "start", "shadow")


def all_sections(kept: list[dict], given: Monitoring | None) -> list[Section]:
    """Those in plain words first; whoever wrote a section of the same key finds theirs under a key beside it."""
    said = _said(given) if given else []
    taken = {one.key for one in said}  # a written section is never called so: see own_sections
    written = []
    for one in sections_of(kept):
        key = new_key(one.key, taken)
        taken.add(key)
        written.append(Section(key, one.title, one.text))
    return said + written


def own_sections(version: Version) -> list[dict]:
    """Those that somebody wrote, without those that say the parts in plain words."""
    said = _RESERVED if version.parts else ()
    return [one for one in version.sections if one["key"] not in said]


def _said(given: Monitoring) -> list[Section]:
    texts = (_purposes, _methods, _notice, _limits, _assessment, _start, _shadow)
    found = zip(_RESERVED, texts, strict=True)
    return [Section(key, *text(given)) for key, text in found]


def _not_said() -> str:
    return _("Not said yet.")


def _purposes(given: Monitoring) -> tuple[str, str]:
    lines = [given.why or _not_said()]
    lines += [f"• {PURPOSES[one]}" for one in given.purposes]
    if given.basis:
        lines.append(_("What makes it lawful: %(basis)s.") % {"basis": BASES[given.basis]})
    return _("What monitoring is for"), "\n".join(lines)


def _methods(given: Monitoring) -> tuple[str, str]:
    lines = [
        f"• {METHODS[one]}: " + (_("used") if one in given.methods else _("not used"))
        for one in Method
    ]
    return _("How we look"), "\n".join([*lines, given.least_intrusive or _not_said()])


def _notice(given: Monitoring) -> tuple[str, str]:
    return _("How people are told"), given.notice or _not_said()


def _limits(given: Monitoring) -> tuple[str, str]:
    if given.openings_a_month is None:
        return _("Limits"), _not_said()
    text = _("One reader may open the words of at most %(n)s contacts in a calendar month.")
    shown = _("Each opening has a purpose, and the person whose words they are sees who opened them, when, and why.")  # fmt: skip
    return _("Limits"), f"{text % {'n': given.openings_a_month}}\n{shown}"


def _assessment(given: Monitoring) -> tuple[str, str]:
    return _("Data protection impact assessment"), given.assessment or _not_said()


def _start(given: Monitoring) -> tuple[str, str]:
    if not given.starts_on:
        return _("When it starts"), _not_said()
    text = _("Nobody is monitored under this version before %(day)s.")
    return _("When it starts"), text % {"day": date_format(given.starts_on, _("j F Y"))}


def _shadow(given: Monitoring) -> tuple[str, str]:
    title = _("New measures on trial")
    if not given.shadows:
        return title, _("None.")
    return title, "\n".join(f"• {_shadow_text(one)}" for one in given.shadows)


def _shadow_text(one: Shadow) -> str:
    kpi = catalogue.BY_KEY.get(one.kpi)
    text = _("%(measure)s: from %(first)s until %(until)s it is used about nobody.")
    return text % {
        "measure": wording.said(kpi.title) if kpi else one.kpi,
        "first": date_format(one.from_day, _("j F Y")),
        "until": date_format(one.until, _("j F Y")),
    }
