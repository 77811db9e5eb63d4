"""Fields that nobody reads by accident: neither a page nor an export nor a filter reaches them but through a policy.

class Adjustment(SecretFields):
    SECRET = frozenset({"words"})

`objects` leaves the secret fields out of every row; touching one raises NotOpened, and so does whatever names one in a
filter, an order, an aggregate or an expression, however deep. Only `opened`, in the queries of the slice that keeps
them, brings them along, after it asked the policy.

No manager can guard a query of another model that joins these rows, an update, or plain SQL: that such a query names no
secret field, and that nobody else asks `opened`, is what `tests/architecture/test_secrecy.py` refuses.
"""

from typing import ClassVar

from django.db import models
from django.db.models import sql


class NotOpened(Exception):
    """A secret field was read, sorted or searched by without its policy having been asked."""


class _Query(sql.Query):
    """Every name in a filter, an order or an expression is looked up here, whoever wrote it."""

    def names_to_path(self, names, *args, **given):
        found = super().names_to_path(names, *args, **given)
        final = found[1]
        if final.name in getattr(final.model, "SECRET", ()):
            raise NotOpened(f"{final.model.__name__}.{final.name}")
        return found


class _WithoutSecrets(models.QuerySet):
    def _values(self, *fields, **expressions):
        given = fields or [
            field.attname
            for field in self.model._meta.concrete_fields
            if field.name not in self.model.SECRET
        ]
        return super()._values(*given, **expressions)

    def only(self, *names):
        if secret := self.model.SECRET.intersection(names):
            raise NotOpened(f"{self.model.__name__}.{min(secret)}")
        return super().only(*names)

    def defer(self, *names):
        # `defer(None)` would bring every field back.
        return super().defer(*(name for name in names if name is not None), *self.model.SECRET)


class _Manager(models.Manager.from_queryset(_WithoutSecrets)):
    def get_queryset(self):
        found = _WithoutSecrets(self.model, _Query(self.model), self._db, self._hints)
        return found.defer()


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
