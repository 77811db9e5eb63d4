"""How the lists of policies and of standards are narrowed."""

from django.utils.translation import gettext_lazy as _

from evenhand.foundation.lists import Choice, Filters, Words

_HOLDS = [("held", _("in force")), ("coming", _("to come"))]
_DRAFT = [("draft", _("with a draft"))]
_ENDED = [("ended", _("withdrawn"))]


class PolicyFilters(Filters):
    """`drafts`: whether the viewer may know of any."""

    state = Choice(_("State"))
    words = Words(_("Words"))

    def __init__(self, asked, *, drafts: bool):
        super().__init__(asked)
        self.fields["state"].offer([*_HOLDS, *(_DRAFT if drafts else [])])


class StandardFilters(PolicyFilters):
    def __init__(self, asked, *, drafts: bool):
        super().__init__(asked, drafts=drafts)
        self.fields["state"].offer([*_HOLDS, *(_DRAFT if drafts else []), *_ENDED])
