"""Forms of policies, service standards, targets, and what is adjusted of one for one person."""

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
    "OwnTargetEndForm", "OwnTargetForm", "PublishForm", "PublishStandardForm", "SectionForms", "ShadowForms",
    "StandardForm", "TargetForm", "ViewsAnswerForm", "ViewsForm",
]  # fmt: skip
