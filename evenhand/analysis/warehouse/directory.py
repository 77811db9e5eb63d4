"""Who is who, as publishing needs it: which person a source's key means, and whose team they were in, when."""

from dataclasses import dataclass
from datetime import date

from evenhand.analysis.calendar import OpeningHours, opening_days

FAR = date(9999, 12, 31)


@dataclass(frozen=True)
class Directory:
    """A copy of the records, taken when publishing starts.

    `keys`: (source, key, person id), source "" meaning every source; keys are compared in lower case.
    `memberships`: (person id, team id, first day, day after the last or None).
    `credits`: (contact id, person id or None, team id or None, rule): corrections that people made, which go before
    the source; without a team it is the person's team of that day.
    `opening`: the opening hours and since when each holds.
    """

    keys: tuple[tuple[str, str, int], ...] = ()
    memberships: tuple[tuple[int, int, date, date | None], ...] = ()
    credits: tuple[tuple[str, int | None, int | None, str], ...] = ()
    opening: tuple[OpeningHours, ...] = (OpeningHours(),)

    def load(self, connection, first: date, last: date) -> None:
        """Put it into the engine as small tables; opening days from first to last."""
        import pyarrow as pa

        keys = {(source, key.strip().lower()): person for source, key, person in self.keys}
        columns = {
            "keys": (
                {"source": "s", "key": "s", "person_id": "i"},
                [(s, k, p) for (s, k), p in keys.items()],
            ),
            "memberships": (
                {"person_id": "i", "team_id": "i", "first": "d", "until": "d"},
                list(self._one_team_a_day()),
            ),
            "credits": (
                {"contact_id": "s", "person_id": "i", "team_id": "i", "rule": "s"},
                list(self._one_credit_each()),
            ),
            "opening": (
                {"day": "d", "opens": "i", "closes": "i"},
                list(opening_days(self.opening, first, last)),
            ),
        }
        kinds = {"s": pa.string(), "i": pa.int64(), "d": pa.date32()}
        for name, (fields, rows) in columns.items():
            values = list(zip(*rows, strict=True)) or [()] * len(fields)
            arrays = [
                pa.array(column, kinds[kind])
                for column, kind in zip(values, fields.values(), strict=True)
            ]
            connection.register(f"{name}_given", pa.table(arrays, names=list(fields)))
            connection.execute(f"CREATE OR REPLACE TABLE {name} AS SELECT * FROM {name}_given")
            connection.unregister(f"{name}_given")

    def _one_team_a_day(self):
        """Where records put a person in two teams at once, the later begun holds: no contact counts twice."""
        held = sorted(self.memberships, key=lambda one: (one[0], one[2]))
        for (person, team, first, until), after in zip(held, [*held[1:], None], strict=False):
            begins = after[2] if after and after[0] == person else FAR
            yield person, team, first, min(until or FAR, begins)

    def _one_credit_each(self):
        """Of several corrections of one contact the last holds."""
        return {credit[0]: credit for credit in self.credits}.values()
