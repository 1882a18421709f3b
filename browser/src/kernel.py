"""Python's side of a page: run a cell, say what it gives, and carry the messages of its widgets.

The worker registers a module ``page`` with one function, ``post(text)``, and calls ``run`` and ``hear``.
"""

import ast
import json
import linecache
import sys
import traceback

import comm
from comm.base_comm import BaseComm, CommManager
from page import post


class PageComm(BaseComm):
    """The wire of one widget, from Python to the page."""

    def publish_msg(self, msg_type, data=None, metadata=None, buffers=None, **keys):
        """Send one message; the course's widgets send no binary buffers."""
        if buffers:
            raise ValueError("A widget sent binary data, which the page cannot carry.")
        content = {"data": data or {}, "comm_id": self.comm_id, **keys}
        post(json.dumps({"type": msg_type, "content": content}))


COMMS = CommManager()
NAMES = vars(sys.modules["__main__"])  # as in a kernel: see fedlocal.ground.namespace
comm.create_comm = PageComm
comm.get_comm_manager = lambda: COMMS


def hear(comm_id, text):
    """Hand a message of the page to its widget."""
    wire = COMMS.get_comm(comm_id)
    if wire is not None:
        wire.handle_msg({"content": {"comm_id": comm_id, "data": json.loads(text)}, "buffers": []})


def run(source, cell):
    """Run the code of a cell and say what its last expression gives, as JSON.

    ``{"view": model id}`` for a widget, else its ``html``, if it has one, and its ``text``;
    ``{"error": …, "trace": …}`` where the cell failed.
    """
    try:
        return json.dumps(_given(_value(source, cell)))
    except Exception as error:
        return json.dumps({"error": str(error) or type(error).__name__, "trace": traceback.format_exc()})


def _value(source, cell):
    name = f"<cell {cell}>"
    linecache.cache[name] = (len(source), None, source.splitlines(True), name)
    body = ast.parse(source, name).body
    # What a cell gives is its last expression. It is bound to a name, so that nothing is evaluated apart.
    if body and isinstance(body[-1], ast.Expr):
        body[-1] = ast.Assign(targets=[ast.Name("_", ast.Store())], value=body[-1].value)
    else:
        body.append(ast.Assign(targets=[ast.Name("_", ast.Store())], value=ast.Constant(None)))
    tree = ast.fix_missing_locations(ast.Module(body, []))
    exec(compile(tree, name, "exec"), NAMES)
    return NAMES["_"]


def _given(value):
    model = getattr(value, "model_id", None)
    if isinstance(model, str):
        return {"view": model}
    html = {"html": value._repr_html_()} if hasattr(value, "_repr_html_") else {}
    return {**html, "text": repr(value)}
