"""What the arguments of addresses of standards and targets stand for."""

from evenhand.features.standards.actions import adjust_target
from tests import cast, centre, standards


def _standard() -> dict:
    """One that holds since the cast came, with a draft of its next version."""
    made = standards.make_standard()
    standards.write_standard(made.standard)
    return {"ref": made.standard.ref}


def _target() -> dict:
    centre.make_centre()
    return {"ref": standards.make_target().target.ref}


def _adjusted_target() -> dict:
    ben = centre.make_centre().ben
    given = {"target": standards.make_target().target, "threshold": 0.6, "starts_on": cast.TODAY}
    made = adjust_target(by=cast.viewer(cast.owen()), person=ben, **given)
    return {"ref": ben.ref, "adjustment_ref": made.ref}


MAKERS = {
    "standard": _standard,
    "standard_version": lambda: _standard() | {"number": 1},
    "standard_changes": lambda: _standard() | {"number": 1},
    "standard_draft": _standard,
    "standard_draft_text": _standard,
    "standard_draft_removal": _standard,
    "standard_publication": _standard,
    "standard_withdrawal": _standard,
    "new_target": _standard,
    "target": _target,
    "new_target_version": _target,
    "target_copies": _target,
    "target_ending": _target,
    "person_targets": lambda: {"ref": centre.make_centre().ben.ref},
    "person_target_end": _adjusted_target,
}
