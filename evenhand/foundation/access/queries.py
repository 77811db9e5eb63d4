"""Reading accounts."""

from collections.abc import Iterable
from datetime import date, datetime

from django.db.models import Prefetch, Q
from django.http import Http404
from django.shortcuts import get_object_or_404
from django.utils import timezone

from evenhand.foundation.access.digests import digest_of
from evenhand.foundation.access.models import ApiToken, BreakGlass, RoleGrant, User
from evenhand.foundation.access.policy import MAY, Ability, may
from evenhand.foundation.access.roles import Role
from evenhand.foundation.access.viewers import Viewer
from evenhand.foundation.looking import called


def held_on(day: date) -> Q:
    return Q(starts_on__lte=day) & (Q(ends_on__isnull=True) | Q(ends_on__gt=day))


def open_on(day: date) -> Q:
    """Accounts with which somebody may come in on that day."""
    return Q(is_active=True) & (Q(ends_on__isnull=True) | Q(ends_on__gt=day))


def roles_of(user_id: int, day: date) -> frozenset[Role]:
    held = RoleGrant.objects.filter(held_on(day), user_id=user_id).values_list("role", flat=True)
    return frozenset(Role(role) for role in held)


def roles_on(user_ids: Iterable[int], day: date) -> dict[int, set[str]]:
    """The same for many, by user."""
    found: dict[int, set[str]] = {}
    held = RoleGrant.objects.filter(held_on(day), user_id__in=user_ids)
    for user_id, role in held.values_list("user_id", "role"):
        found.setdefault(user_id, set()).add(role)
    return found


def viewer_of(user: User, today: date) -> Viewer:
    """The viewer a user is on a day, for pages and for jobs alike."""
    roles = roles_of(user.pk, today) if user.may_come_in(today) else frozenset()
    return Viewer(user_id=user.pk, name=user.name, roles=roles, today=today, ref=user.ref)


def viewer_today(user: User) -> Viewer:
    return viewer_of(user, timezone.localdate())


def user_by_id(user_id: int | None) -> User | None:
    return User.objects.filter(pk=user_id).first() if user_id else None


def user_with_email(email: str) -> User | None:
    return User.objects.filter(email__iexact=email.strip()).first()


def users_with(role: Role, day: date) -> list[User]:
    grants = RoleGrant.objects.filter(held_on(day), role=role)
    return list(User.objects.filter(open_on(day), grants__in=grants).distinct())


def accounts(viewer: Viewer, *, words: str = "", role: str = "", state: str = ""):
    """Accounts by name, for those who may manage them; nothing for anybody else.

    `state`: "" (they may come in today), "closed" or "every"."""
    if not may(viewer, Ability.MANAGE_ACCOUNTS, MAY):
        return User.objects.none()
    may_come_in = open_on(viewer.today)
    by_state = {"closed": ~may_come_in, "every": Q()}
    users = User.objects.filter(by_state.get(state, may_come_in))
    users = called(users, words, "name", "email")
    if role:
        users = users.filter(grants__in=RoleGrant.objects.filter(held_on(viewer.today), role=role))
    now_held = RoleGrant.objects.filter(held_on(viewer.today))
    return users.distinct().prefetch_related(Prefetch("grants", now_held, to_attr="held"))


def account(viewer: Viewer, ref: str) -> User:
    if not may(viewer, Ability.MANAGE_ACCOUNTS, MAY):
        raise Http404
    return get_object_or_404(User, ref=ref)


def grant(viewer: Viewer, user: User, ref: str) -> RoleGrant:
    return get_object_or_404(RoleGrant, user=user, ref=ref)


def grants_of(user: User) -> list[RoleGrant]:
    return list(user.grants.select_related("granted_by"))


def own_account(viewer: Viewer) -> User:
    return get_object_or_404(User, pk=viewer.user_id)


def tokens(viewer: Viewer) -> list[ApiToken]:
    if not may(viewer, Ability.MANAGE_API_TOKENS, MAY):
        return []
    return list(ApiToken.objects.select_related("made_by"))


def token(viewer: Viewer, ref: str) -> ApiToken:
    if not may(viewer, Ability.MANAGE_API_TOKENS, MAY):
        raise Http404
    return get_object_or_404(ApiToken, ref=ref)


def token_with(secret: str, today: date) -> ApiToken | None:
    """The token with this secret, if it still holds and whoever made it may still make some."""
    found = ApiToken.objects.select_related("made_by").filter(digest=digest_of(secret)).first()
    if found is None or not found.is_good_on(today):
        return None
    return found if may(viewer_of(found.made_by, today), Ability.MANAGE_API_TOKENS, MAY) else None


def opened(viewer: Viewer, ref: str, now: datetime) -> BreakGlass | None:
    """The viewer's break-glass session with this ref, while it holds and they are administrator."""
    if not may(viewer, Ability.BREAK_GLASS, MAY):
        return None
    found = BreakGlass.objects.filter(user_id=viewer.user_id, ref=ref).first()
    return found if found and found.is_open_at(now) else None


def break_glass_sessions(viewer: Viewer, *, most: int) -> list[BreakGlass]:
    """The newest, of everybody: those who may open one see who did."""
    if not may(viewer, Ability.BREAK_GLASS, MAY):
        return []
    return list(BreakGlass.objects.select_related("user")[:most])


def sample_seats(today: date) -> dict[Role, User]:
    """For the door of a sample centre: the first flagged user of each role."""
    users = User.objects.filter(open_on(today), is_sample=True)
    held = RoleGrant.objects.filter(held_on(today), user__in=users)
    seats: dict[Role, User] = {}
    for row in held.select_related("user").order_by("user_id", "id"):
        seats.setdefault(Role(row.role), row.user)
    return {role: seats[role] for role in Role if role in seats}
