"""When somebody may be erased."""

from dataclasses import dataclass

PERSON = "person"  # the kind of removal


@dataclass(frozen=True)
class Standing:
    """What speaks against erasing somebody now."""

    held: bool
    works_here: bool
    has_open_account: bool
    files_under_way: bool


def obstacles(found: Standing) -> list[str]:
    """Every reason at once, as keys of sentences."""
    return [name for name, holds in vars(found).items() if holds]
