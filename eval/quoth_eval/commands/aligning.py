"""Columns of text under their names."""

from collections.abc import Iterable, Sequence

Row = Sequence[str]


def aligned(header: Row, rows: Iterable[Row]) -> str:
    """The rows under a header: the first column to the left, the others to the right.

    >>> print(aligned(("unit", "f1"), [("cue", "0.5")]))
    unit   f1
    cue   0.5
    """
    table = [header, *rows]
    widths = [max(len(row[i]) for row in table) for i in range(len(header))]
    lines = (
        "  ".join(
            cell.ljust(width) if i == 0 else cell.rjust(width)
            for i, (cell, width) in enumerate(zip(row, widths, strict=True))
        )
        for row in table
    )
    return "\n".join(line.rstrip() for line in lines)


def number(value: float | None, form: str = ",.4f") -> str:
    """A figure with four decimals, a whole number without, ``-`` for undefined.

    >>> number(0.5), number(1200), number(None)
    ('0.5000', '1,200', '-')
    """
    if value is None:
        return "-"
    return f"{value:,}" if isinstance(value, int) else format(value, form)


def interval(bounds: Sequence[float | None] | None, form: str = ",.4f") -> str:
    """An interval, nothing where there is none.

    >>> interval([0.25, 0.5])
    '0.2500 to 0.5000'
    """
    return "" if bounds is None else f"{number(bounds[0], form)} to {number(bounds[1], form)}"
