"""Markdown tables, as the commands of this folder print them."""


def markdown(header, rows):
    """A Markdown table: the first column left, the others right. Cells are strings; `None` is an empty cell."""
    rule = ["---"] + ["---:"] * (len(header) - 1)
    lines = [header, rule, *rows]
    assert all(len(line) == len(header) for line in lines), "every row has a cell a column"
    return "\n".join("| " + " | ".join(cell or "" for cell in line) + " |" for line in lines)


def percent(value):
    """A share of 100 with one decimal; `None` gives an empty cell."""
    return None if value is None else f"{value:.1f}"


def slashed(values):
    """Figures that belong together in one cell."""
    return " / ".join("–" if value is None else f"{value:.1f}" for value in values)
