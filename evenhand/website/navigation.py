"""The left navigation by role: three groups at most, own work first."""

from collections.abc import Callable
from dataclasses import dataclass, field

from django.conf import settings
from django.urls import NoReverseMatch, reverse
from django.utils.translation import gettext_lazy as _

from evenhand.foundation.access.roles import EVERY_ROLE, Role
from evenhand.foundation.access.viewers import Viewer
from evenhand.foundation.notices.queries import unread_count


@dataclass(frozen=True)
class Item:
    title: str
    url_name: str
    icon: str
    roles: frozenset[Role] | None = None  # None: everyone who is signed in
    count: Callable[[Viewer], int] | None = None
    key: str = ""  # after `g`, goes there


@dataclass(frozen=True)
class Shown:
    title: str
    url: str
    icon: str
    count: int = 0
    current: bool = False
    key: str = ""


@dataclass(frozen=True)
class Group:
    title: str
    items: tuple = field(default_factory=tuple)


ADMINISTRATOR = frozenset({Role.ADMINISTRATOR})
PRIVACY_OFFICER = frozenset({Role.PRIVACY_OFFICER})
WITH_PEOPLE = frozenset(
    {Role.TEAM_LEADER, Role.SERVICE_MANAGER, Role.HR_ADVISER, Role.ADMINISTRATOR}
)
WITH_CONTACTS = frozenset(
    {
        Role.AGENT,
        Role.TEAM_LEADER,
        Role.QUALITY_ANALYST,
        Role.SERVICE_MANAGER,
        Role.PRIVACY_OFFICER,
    }
)
WITH_CLAIMS = WITH_PEOPLE | {Role.AGENT}
TOTALS = frozenset(
    {Role.SERVICE_MANAGER, Role.HR_ADVISER, Role.QUALITY_ANALYST, Role.REPRESENTATIVE}
)
SETTERS = frozenset({Role.SERVICE_MANAGER, Role.ADMINISTRATOR})
WITH_TEAMS = frozenset(
    {
        Role.TEAM_LEADER,
        Role.SERVICE_MANAGER,
        Role.HR_ADVISER,
        Role.QUALITY_ANALYST,
        Role.REPRESENTATIVE,
    }
)

GROUPS = (
    Group(
        "",
        (
            Item(_("My week"), "home", "home", key="h"),
            Item(_("Inbox"), "inbox", "inbox", count=unread_count, key="i"),
            Item(_("Opened to me"), "opened_to_me", "lock", frozenset({Role.GUEST})),
            Item(_("Figures"), "organisation_figures", "chart-line", TOTALS, key="f"),
            Item(_("Saved views"), "view_list", "bookmark", EVERY_ROLE - {Role.GUEST}, key="v"),
        ),
    ),
    Group(
        _("With people"),
        (
            Item(_("People"), "person_list", "user", WITH_PEOPLE, key="p"),
            Item(_("Teams"), "team_list", "users-group", WITH_TEAMS, key="t"),
            Item(
                _("Where we stand"), "attainment", "chart-bar", WITH_TEAMS | {Role.AGENT}, key="w"
            ),
            Item(_("Find a contact"), "contact_search", "search", WITH_CONTACTS),
            Item(_("Corrections"), "correction_list", "arrow-back-up", WITH_CLAIMS),
            Item(
                _("Who opened my contacts"),
                "opened_contacts",
                "lock",
                frozenset({Role.AGENT}),
            ),
            Item(_("How it is counted"), "kpi_list", "book-2", EVERY_ROLE - {Role.GUEST}, key="c"),
            Item(_("Standards"), "standard_list", "flag", EVERY_ROLE - {Role.GUEST}, key="n"),
            Item(_("Policies"), "policy_list", "scale", EVERY_ROLE - {Role.GUEST}, key="o"),
            Item(_("Opening hours"), "opening_hours", "clock", SETTERS),
        ),
    ),
    Group(
        _("System"),
        (
            Item(_("Accounts"), "account_list", "users", ADMINISTRATOR, key="a"),
            Item(_("API tokens"), "token_list", "key", ADMINISTRATOR),
            Item(_("Break-glass"), "break_glass", "alert-triangle", ADMINISTRATOR),
            Item(_("Sources"), "import_list", "database-import", ADMINISTRATOR, key="s"),
            Item(_("Jobs"), "job_list", "clock", ADMINISTRATOR, key="j"),
            Item(_("Audit"), "audit_list", "list-check", PRIVACY_OFFICER),
            Item(_("Who looked at what"), "looked_at", "shield-lock", PRIVACY_OFFICER),
            Item(_("What is due to go"), "due", "clock", PRIVACY_OFFICER),
            Item(_("Erasure"), "erasures", "trash", PRIVACY_OFFICER),
            Item(_("About me"), "audit_about_me", "eye"),
            Item(_("Transparency"), "transparency", "info-circle"),
        ),
    ),
)

# The first of these that a viewer holds names the chair under their name.
WEIGHT = (
    Role.ADMINISTRATOR,
    Role.SERVICE_MANAGER,
    Role.HR_ADVISER,
    Role.PRIVACY_OFFICER,
    Role.TEAM_LEADER,
    Role.QUALITY_ANALYST,
    Role.REPRESENTATIVE,
    Role.AGENT,
    Role.GUEST,
)


def navigation(request) -> dict:
    """Context processor of every page."""
    common = {
        "sample_centre": settings.EVENHAND.sample,
        "organisation": settings.EVENHAND.organisation,
    }
    viewer = getattr(request, "viewer", None)
    if viewer is None or not viewer.is_someone:
        return {**common, "navigation": [], "role_title": "", "unread": 0}
    groups = groups_for(viewer, request.path)
    unread = next((i.count for g in groups for i in g.items if i.icon == "inbox"), 0)
    return {**common, "navigation": groups, "role_title": role_title(viewer), "unread": unread}


def groups_for(viewer: Viewer, path: str = "") -> list[Group]:
    shown = (
        Group(group.title, tuple(_shown(item, viewer, path) for item in group.items))
        for group in GROUPS
    )
    found = (Group(group.title, tuple(filter(None, group.items))) for group in shown)
    return [group for group in found if group.items]


def _shown(item: Item, viewer: Viewer, path: str) -> Shown | None:
    if item.roles is not None and viewer.roles.isdisjoint(item.roles):
        return None
    try:
        url = reverse(item.url_name)
    except NoReverseMatch:  # a slice that is not installed
        return None
    current = path == url or (url != "/" and path.startswith(url))
    count = item.count(viewer) if item.count else 0
    return Shown(str(item.title), url, item.icon, count, current, item.key)


def role_title(viewer: Viewer) -> str:
    return next((role.title for role in WEIGHT if role in viewer.roles), "")
