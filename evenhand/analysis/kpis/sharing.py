"""SQL of many parts in which a condition that several of them have is worked out once.

Definitions are written one by one, and each says whole what it counts: most of them begin alike. An engine that was
given them so would look at the same cells again for every part.
"""

from collections import Counter


def shared(sql: str, dialect: str) -> str:
    """The same query over one table, in layers: what stands in it more than once becomes a column of the one below."""
    import sqlglot

    tree = sqlglot.parse_one(sql, dialect=dialect)
    if dialect == "duckdb":
        _as_numbers(tree)
    _without_needless(tree)
    table = tree.args["from_"].this
    layers = [tree.expressions]
    while below := _taken_out(layers[-1], f"s{len(layers)}_"):
        layers.append(below)
    source = table.sql(dialect)
    for columns in reversed(layers[1:]):
        made = ", ".join(one.sql(dialect) for one in columns)
        source = f"(SELECT {table.alias_or_name}.*, {made} FROM {source}) AS {table.alias_or_name}"
    return f"SELECT {', '.join(one.sql(dialect) for one in layers[0])} FROM {source}"


def _without_needless(tree) -> None:
    """A case asks whether its condition is true: one that is null needs no other word."""
    from sqlglot import exp

    for branch in tree.find_all(exp.If):
        if isinstance(branch.parent, exp.Case) and branch.parent.this:
            continue  # it is compared with something, where null is not false
        asked = branch.this
        if _is_never_null(asked):
            branch.set("this", asked.this)


def _as_numbers(tree) -> None:
    """Whether something is so, as 1 or 0: DuckDB adds up a cast condition in a fifth less time than cases."""
    from sqlglot import exp

    for case in list(tree.find_all(exp.Case)):
        branches = case.args["ifs"]
        told = [one.args["true"] for one in branches] + [case.args.get("default")]
        if case.this or told != [exp.Literal.number(1), exp.Literal.number(0)]:
            continue
        so = branches[0].this.copy()
        if not _is_never_null(so):
            so = exp.Coalesce(this=so, expressions=[exp.false()])
        case.replace(exp.cast(so, "DOUBLE"))


def _is_never_null(asked) -> bool:
    from sqlglot import exp

    return isinstance(asked, exp.Coalesce) and asked.expressions == [exp.false()]


def _taken_out(columns: list, prefix: str) -> list:
    """Replaces in these columns what stands there more than once by its name; gives it as columns of its own."""
    from sqlglot import exp

    alike = _Alike()
    often = Counter(
        alike[node] for column in columns for node in column.walk() if _is_worth_it(node)
    )
    found: dict[int, exp.Expression] = {}

    def named(node):
        number = alike[node] if _is_worth_it(node) else None
        if number is None or often[number] < 2:
            return node
        found.setdefault(number, exp.alias_(node.copy(), f"{prefix}{number}", quoted=True))
        return exp.column(f"{prefix}{number}", quoted=True)

    columns[:] = [column.transform(named, copy=False) for column in columns]
    return list(found.values())


def _is_worth_it(node) -> bool:
    """Conditions, and words for nothing; but nothing that could fail where nobody asked for it."""
    from sqlglot import exp

    logic = isinstance(node, exp.And | exp.Or | exp.Coalesce)
    could_fail = exp.Div, exp.Mod, exp.Cast, exp.Ln, exp.Log, exp.Sqrt, exp.Anonymous
    return logic and not node.find(*could_fail)


class _Alike:
    """The same number for what reads the same, however deep."""

    def __init__(self):
        self._numbers: dict[tuple, int] = {}
        self._known: dict[int, tuple] = {}

    def __getitem__(self, node) -> int:
        if id(node) not in self._known:
            told = tuple((name, self._said(given)) for name, given in node.args.items() if given)
            number = self._numbers.setdefault((type(node), told), len(self._numbers))
            self._known[id(node)] = node, number  # kept, so that no other node gets its id
        return self._known[id(node)][1]

    def _said(self, given):
        if isinstance(given, list):
            return tuple(map(self._said, given))
        return self[given] if hasattr(given, "args") else given
