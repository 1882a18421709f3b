"""Tests start from an empty progress file and no place; the kernels that run the lessons inherit this."""

import os
import tempfile

os.environ["FEDLOCAL_HOME"] = tempfile.mkdtemp(prefix="fedlocal-test-")
os.environ["FEDLOCAL_PLACE"] = "none"
