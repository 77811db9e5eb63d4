"""Who is meant by the keys of a file, as somebody says it in words."""

from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _

from evenhand.features.people.queries import everybody
from evenhand.features.people.rules.likeness import without_case_and_spaces


def same_by_name(*, unknown: list[str], said: list[str]) -> dict[str, str]:
    """The ref of the person for each `KEY=NAME`. ValidationError for a key that is not open, a name of nobody, of two."""
    here, found = everybody(), {}
    spelled = {without_case_and_spaces(key): key for key in unknown}
    for one in said:
        key, sign, name = (part.strip() for part in one.rpartition("="))
        if not sign or not key or not name:
            raise ValidationError(_("Write KEY=NAME, not “%(said)s”.") % {"said": one})
        if without_case_and_spaces(key) not in spelled:
            raise ValidationError(
                _("“%(key)s” is not among the unknown people of this file.") % {"key": key}
            )
        called = [person for person in here if person.name.casefold() == name.casefold()]
        if not called:
            raise ValidationError(_("Nobody here is called “%(name)s”.") % {"name": name})
        if len(called) > 1:
            raise ValidationError(
                _("%(n)d people here are called “%(name)s”: choose on the page which one is meant.")
                % {"n": len(called), "name": name}
            )
        found[spelled[without_case_and_spaces(key)]] = called[0].ref
    return found
