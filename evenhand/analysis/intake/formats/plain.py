"""The one form in which every line is read: CSV text in UTF-8, with the line of the original for each record."""

import csv
from dataclasses import dataclass
from pathlib import Path

from evenhand.analysis.intake.shape import Shape

_BATCH = 50_000


@dataclass(frozen=True)
class Plain:
    """`lines`: record → line of the original (Parquet: record, line, blank, problem, value); None where they agree."""

    path: Path
    shape: Shape
    lines: Path | None = None


class Writer:
    """Writes records one by one, in bounded memory. The heading is the first."""

    def __init__(self, folder: Path):
        import pyarrow as pa
        import pyarrow.parquet as pq

        self.path, self.lines = folder / "plain.csv", folder / "lines.parquet"
        self._schema = pa.schema(
            [
                ("record", pa.int64()),
                ("line", pa.int64()),
                ("blank", pa.bool_()),
                ("problem", pa.string()),
                ("value", pa.string()),
            ]
        )
        self._text = open(self.path, "w", encoding="utf-8", newline="")  # noqa: SIM115 - closed by __exit__
        self._out = csv.writer(self._text, lineterminator="\n")
        self._parquet = pq.ParquetWriter(self.lines, self._schema)
        self._pending: list[tuple] = []
        self._record = 0

    def __enter__(self) -> "Writer":
        return self

    def __exit__(self, *_) -> None:
        self._keep()
        self._parquet.close()
        self._text.close()

    def write(self, line: int, cells) -> None:
        """A record that began on this line of the original."""
        self._out.writerow(cells)
        self._count(line, None, None)

    def refuse(self, line: int, problem: str, text: str) -> None:
        """A line that is no record: it stays in the count, with a reason of its own (a code of `reasons`)."""
        # One cell where many belong: the reader sets it aside as a short line.
        self._out.writerow([text[:2000].replace("\n", " ").replace("\r", " ").replace("\0", " ")])
        self._count(line, problem, text[:200])

    def _count(self, line: int, problem: str | None, value: str | None) -> None:
        self._record += 1
        self._pending.append((self._record, line, False, problem, value))
        if len(self._pending) >= _BATCH:
            self._keep()

    def _keep(self) -> None:
        import pyarrow as pa

        if not self._pending:
            return
        columns = [list(column) for column in zip(*self._pending, strict=True)]
        self._parquet.write_table(pa.table(columns, schema=self._schema))
        self._pending = []
