"""Records of standards: policies and their versions, service standards, targets, and what is adjusted for one person."""

from evenhand.features.standards.models.policies import (
    BASES,
    CHARTER,
    KINDS,
    METHODS,
    MONITORING,
    PURPOSES,
    Consultation,
    Draft,
    Policy,
    Version,
)
from evenhand.features.standards.models.services import (
    Standard,
    StandardDraft,
    StandardVersion,
    Withdrawal,
)
from evenhand.features.standards.models.targets import (
    CopyGiven,
    Target,
    TargetAdjustment,
    TargetEnding,
    TargetVersion,
)

__all__ = [
    "BASES", "CHARTER", "KINDS", "METHODS", "MONITORING", "PURPOSES", "Consultation", "CopyGiven", "Draft", "Policy",
    "Standard", "StandardDraft", "StandardVersion", "Target", "TargetAdjustment", "TargetEnding", "TargetVersion",
    "Version", "Withdrawal",
]  # fmt: skip
