"""Forms of the import: the file, what its columns mean, what becomes of unknown people, why it is taken back."""

from evenhand.features.sources.forms.correcting import CorrectionsForm, LookedForm, PeopleForm
from evenhand.features.sources.forms.matching import MappingForm
from evenhand.features.sources.forms.narrowing import RunFilters
from evenhand.features.sources.forms.steps import ConfirmForm, FileForm, SheetForm, TakeBackForm

__all__ = [
    "ConfirmForm", "CorrectionsForm", "FileForm", "LookedForm", "MappingForm", "PeopleForm", "RunFilters",
    "SheetForm", "TakeBackForm",
]  # fmt: skip
