"""How lines of the audit are shown."""

from django import template

from evenhand.foundation.access.roles import Role

register = template.Library()


@register.filter
def role_titles(roles: str) -> str:
    """ "team_leader,agent" as people say it; a role that is no more keeps its key."""
    known = {role.value: role.title for role in Role}
    return ", ".join(known.get(role, role) for role in roles.split(","))
