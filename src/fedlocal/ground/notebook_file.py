"""Lessons as data: pure functions on the dict that a notebook file holds.

A lesson is stored so that it reads the same on a code host, in a fresh clone and in a trusted JupyterLab:
plain text and HTML stay, the live widget view and its saved state go (without a kernel they show an error or
dead controls), and so does whatever differs between two runs of the same lesson.
"""

import copy

WIDGET_VIEW = "application/vnd.jupyter.widget-view+json"


def strip_views(notebook: dict) -> dict:
    """The notebook as it is stored; the one given is left as it was.

    Returns a new dict without widget views, saved widget state, timings and the kernel's Python version.
    Pieces of one printed stream are joined. A code cell that has been run gets the number that a fresh
    run from top to bottom gives it; a cell that has not been run stays unnumbered. Works on nbformat 4
    dicts; anything that is missing is left missing. Source: our own rules (docs/decisions).

    >>> cell = {"cell_type": "code", "source": "x", "metadata": {}, "execution_count": 17, "outputs": [
    ...     {"output_type": "display_data", "metadata": {}, "data": {"text/plain": "x", WIDGET_VIEW: {}}}]}
    >>> stored = strip_views({"cells": [cell], "metadata": {"widgets": {}}, "nbformat": 4})
    >>> stored["cells"][0]["execution_count"], stored["cells"][0]["outputs"][0]["data"], stored["metadata"]
    (1, {'text/plain': 'x'}, {})
    """
    stored = copy.deepcopy(notebook)
    metadata = stored.get("metadata", {})
    metadata.pop("widgets", None)
    metadata.get("language_info", {}).pop("version", None)
    number = 0
    for cell in stored.get("cells", []):
        cell.get("metadata", {}).pop("execution", None)
        if cell.get("cell_type") == "code":
            number += bool(text(cell.get("source", "")).strip())
            tidy_code_cell(cell, number)
    return stored


def tidy_code_cell(cell: dict, number: int) -> None:
    """Change a code cell in place: outputs as stored, and its number if it has been run."""
    ran = cell.get("execution_count") is not None
    cell["execution_count"] = number if ran else None
    cell["outputs"] = joined_streams([without_view(output) for output in cell.get("outputs", [])])
    for output in cell["outputs"]:
        if output.get("output_type") == "execute_result":
            output["execution_count"] = cell["execution_count"]


def without_view(output: dict) -> dict:
    """An output without its widget view; other outputs as they are.

    >>> without_view({"data": {WIDGET_VIEW: {}, "text/plain": "Card()"}})
    {'data': {'text/plain': 'Card()'}}
    """
    kept = dict(output)
    for part in ("data", "metadata"):
        if isinstance(kept.get(part), dict):
            kept[part] = {kind: value for kind, value in kept[part].items() if kind != WIDGET_VIEW}
    return kept


def joined_streams(outputs: list) -> list:
    """Outputs with neighbouring pieces of one stream joined: where they break is a matter of timing.

    >>> piece = {"output_type": "stream", "name": "stdout"}
    >>> joined_streams([{**piece, "text": "one "}, {**piece, "text": ["two"]}])
    [{'output_type': 'stream', 'name': 'stdout', 'text': 'one two'}]
    """
    joined: list[dict] = []
    for output in outputs:
        last = joined[-1] if joined else {}
        same = output.get("output_type") == last.get("output_type") == "stream"
        if same and output.get("name") == last.get("name"):
            joined[-1] = {**last, "text": text(last["text"]) + text(output["text"])}
        else:
            joined.append(output)
    return joined


def text(value) -> str:
    """Notebook text, which a file may hold as one string or as a list of lines, as one string.

    >>> text(["a\\n", "b"]) == text("a\\nb")
    True
    """
    return value if isinstance(value, str) else "".join(value)


def canonical_json(notebook: dict) -> str:
    """The text of a notebook file: exactly as nbformat, and so JupyterLab, writes it.

    Indent 1, sorted keys, text split into lines, letters beyond ASCII as they are, one newline at the end.
    Raises nbformat's own error for what is not a notebook of format 4.

    >>> canonical_json({"cells": [], "metadata": {}, "nbformat": 4, "nbformat_minor": 5})[-22:]
    '"nbformat_minor": 5\\n}\\n'
    """
    import nbformat  # here, so that the course itself does not pay for it

    return nbformat.writes(nbformat.from_dict(copy.deepcopy(notebook)), version=nbformat.NO_CONVERT) + "\n"
