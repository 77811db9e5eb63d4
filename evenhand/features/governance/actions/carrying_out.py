"""How each kind of removal is carried out: at first, after an interruption, and again after a restore."""

from collections.abc import Callable

from evenhand.features.governance.actions.erasing import carry_out
from evenhand.features.governance.actions.expiring import carry_out_expiry
from evenhand.features.governance.rules.erasure import PERSON
from evenhand.features.governance.rules.retention import PERIOD
from evenhand.foundation.backup.models import Removal

WAYS: dict[str, Callable[[Removal], None]] = {PERSON: carry_out, PERIOD: carry_out_expiry}
