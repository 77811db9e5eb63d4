"""Forms of policies, service standards, targets, and what is adjusted of one for one person."""

from evenhand.features.standards.forms.narrowing import PolicyFilters, StandardFilters
from evenhand.features.standards.forms.policies import (
    ConsultationForm,
    DiscardForm,
    DraftForm,
    MonitoringForm,
    NewPolicyForm,
    PublishForm,
    SectionForms,
    ShadowForms,
    ViewsAnswerForm,
    ViewsForm,
)
from evenhand.features.standards.forms.services import (
    EndingForm,
    NewStandardForm,
    PublishStandardForm,
    StandardForm,
)
from evenhand.features.standards.forms.targets import (
    CopiesForm,
    OwnTargetEndForm,
    OwnTargetForm,
    TargetForm,
)

__all__ = [
    "ConsultationForm", "CopiesForm", "DiscardForm", "DraftForm", "EndingForm", "MonitoringForm", "NewPolicyForm", "NewStandardForm",
    "OwnTargetEndForm", "OwnTargetForm", "PolicyFilters", "PublishForm", "PublishStandardForm", "SectionForms", "ShadowForms",
    "StandardFilters", "StandardForm", "TargetForm", "ViewsAnswerForm", "ViewsForm",
]  # fmt: skip
