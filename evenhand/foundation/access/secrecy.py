"""Fields that nobody reads by accident: neither a page nor an export nor a filter reaches them but through a policy.

class Adjustment(SecretFields):
    SECRET = frozenset({"words"})

`objects` leaves the secret fields out of every row; touching one raises NotOpened. Only `opened`, in the queries of
the slice that keeps them, brings them along, after it asked the policy.
"""

from typing import ClassVar

from django.db import models
from django.db.models import Q


class NotOpened(Exception):
    """A secret field was read, sorted or searched by without its policy having been asked."""


class _WithoutSecrets(models.QuerySet):
    def _guard(self, names) -> None:
        for name in names:
            if str(name).lstrip("-").split("__")[0] in self.model.SECRET:
                raise NotOpened(f"{self.model.__name__}.{name}")

    def _filter_or_exclude(self, negate, args, kwargs):
        self._guard([*kwargs, *(name for one in args for name in _names(one))])
        return super()._filter_or_exclude(negate, args, kwargs)

    def _values(self, *fields, **expressions):
        given = fields or [
            field.attname
            for field in self.model._meta.concrete_fields
            if field.name not in self.model.SECRET
        ]
        self._guard(given)
        return super()._values(*given, **expressions)

    def order_by(self, *names):
        self._guard(name for name in names if isinstance(name, str))
        return super().order_by(*names)

    def only(self, *names):
        self._guard(names)
        return super().only(*names)

    def defer(self, *names):
        # `defer(None)` would bring every field back.
        return super().defer(*(name for name in names if name is not None), *self.model.SECRET)


def _names(condition) -> list[str]:
    """The names of fields in a condition, however deep."""
    if not isinstance(condition, Q):
        return []
    return [
        name
        for child in condition.children
        for name in ([child[0]] if isinstance(child, tuple) else _names(child))
    ]


class _Manager(models.Manager.from_queryset(_WithoutSecrets)):
    def get_queryset(self):
        return super().get_queryset().defer()


class SecretFields(models.Model):
    SECRET: ClassVar[frozenset[str]] = frozenset()  # each model names its own

    opened = models.Manager()
    objects = _Manager()

    class Meta:
        abstract = True
        base_manager_name = "objects"
        default_manager_name = "objects"

    def refresh_from_db(self, using=None, fields=None, **given):
        """What Django calls for a field that was left out, too."""
        if fields is None:
            fields = [
                field.attname
                for field in self._meta.concrete_fields
                if field.name not in self.SECRET
            ]
        elif secret := self.SECRET.intersection(fields):
            raise NotOpened(f"{type(self).__name__}.{min(secret)}")
        super().refresh_from_db(using=using, fields=fields, **given)
