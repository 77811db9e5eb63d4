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
    `credits`: (contact id, person whose part it was, person id or None, team id or None, rule): corrections that
    people made, the latest last, which go before the source; without a team it is the person's team of that day.
    `opening`: the opening hours and since when each holds.
    """

    keys: tuple[tuple[str, str, int], ...] = ()
    memberships: tuple[tuple[int, int, date, date | None], ...] = ()
    credits: tuple[tuple[str, int, int | None, int | None, str], ...] = ()
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
                {"contact_id": "s", "part_of": "i", "person_id": "i", "team_id": "i", "rule": "s"},
                list(self._whose_parts()),
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

    def _whose_parts(self):
        """For each contact and each person who said something of their part in it: whose that part is in the end.

        What was given to somebody goes on with what they say of it in turn; of several the last holds.
        """
        of_contact: dict[str, list] = {}
        for contact, *said in self.credits:
            of_contact.setdefault(contact, []).append(said)
        for contact, corrections in of_contact.items():
            for part_of in dict.fromkeys(said[0] for said in corrections):
                credit = (part_of,)
                for by, *to in corrections:
                    credit = to if by in (part_of, credit[0]) else credit
                yield contact, part_of, *credit
