"""Who may open a file: owner type → function(viewer, owner_ref). What is not listed is closed."""

from collections.abc import Callable

from evenhand.features.sources.policy import may_open_file as may_open_import
from evenhand.foundation.access.viewers import Viewer

FILE_POLICIES: dict[str, Callable[[Viewer, str], bool]] = {"import": may_open_import}
