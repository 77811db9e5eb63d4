"""How each kind of removal is done again after a restore: kind → function(removal)."""

from collections.abc import Callable

from evenhand.features.governance.actions.erasing import carry_out
from evenhand.features.governance.rules.erasure import PERSON
from evenhand.foundation.backup.models import Removal

REMOVALS: dict[str, Callable[[Removal], None]] = {PERSON: carry_out}
