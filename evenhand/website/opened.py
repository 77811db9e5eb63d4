"""What can be opened to a guest: type of record → function(viewer, ref) giving its title and address."""

from collections.abc import Callable

from evenhand.features.people.queries import opened_figures
from evenhand.foundation.access.viewers import Viewer

OPENED: dict[str, Callable[[Viewer, str], tuple[str, str]]] = {"person": opened_figures}
