"""Small words for templates."""

from django import template

register = template.Library()


@register.filter
def initials(name: str) -> str:
    """Of the first and the last part of a name: "Joanna de Vries" is JV."""
    parts = str(name).split()
    return (
        "".join(part[0] for part in dict.fromkeys((parts[0], parts[-1]))).upper() if parts else ""
    )
