"""JupyterLab's settings for the course: notebooks are saved without widget views (see
fedlocal.ground.notebook_file).

start.py points JupyterLab to this folder; on Binder, postBuild copies the file into the environment.
"""

import importlib.util
from pathlib import Path


def strip_views(notebook):
    """fedlocal.ground.notebook_file.strip_views, from its file: importing the package loads pandas into
    the server."""
    package = importlib.util.find_spec("fedlocal")
    path = Path(next(iter(package.submodule_search_locations)), "ground", "notebook_file.py")
    spec = importlib.util.spec_from_file_location("fedlocal_notebook_file", path)
    notebook_file = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(notebook_file)
    return notebook_file.strip_views(notebook)


def save_without_views(model, contents_manager=None, **_):
    """Strip a notebook about to be saved. Whatever goes wrong here, the learner's work is saved as it is."""
    if model.get("type") != "notebook" or not isinstance(model.get("content"), dict):
        return
    try:
        model["content"] = strip_views(model["content"])
    except Exception as error:
        if contents_manager is not None:
            contents_manager.log.warning("Saved with its widget views: %r", error)


c.ContentsManager.pre_save_hook = save_without_views  # noqa: F821 (`c` is given by Jupyter)
