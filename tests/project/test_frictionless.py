"""The data folder is a valid Frictionless Data Package, by the judgment of frictionless itself."""

import hashlib
import json
import shutil
import subprocess
import sys

from fedlocal.ground.tables import data_dir, table_file

VALIDATE = """
import json, sys
from frictionless import Package
report = Package(sys.argv[1]).validate(limit_errors=5)
errors = [list(map(str, row)) for row in report.flatten(["title", "message"])]
errors += [[error.title, error.message] for error in report.errors]
print(json.dumps({"valid": report.valid, "tables": report.stats["tasks"], "errors": errors}))
"""


def judged(folder) -> dict:
    """What frictionless says of this folder, in a process of its own: it changes how Python reads tables."""
    ran = subprocess.run(
        [sys.executable, "-c", VALIDATE, str(folder / "datapackage.json")], capture_output=True, text=True
    )
    assert ran.returncode == 0, ran.stderr
    return json.loads(ran.stdout)


def test_frictionless_finds_every_table_valid():
    found = judged(data_dir())
    assert found["valid"] and found["tables"] == len(list(data_dir().glob("*/*.csv"))), found["errors"]


def test_frictionless_finds_a_code_that_stands_twice_and_a_cell_of_the_wrong_type(tmp_path):
    folder = shutil.copytree(data_dir(), tmp_path / "data")
    package = json.loads((folder / "datapackage.json").read_text(encoding="utf-8"))
    package["resources"] = [
        resource for resource in package["resources"] if resource["name"] in ("states", "state_laws")
    ]
    path = table_file("states", folder=folder)
    text = (
        path.read_text(encoding="utf-8")
        .replace("01,AL,Alabama,state", "02,AL,Alabama,state")
        .replace("02,AK,Alaska,state,", "02,AK,Alaska,state,many", 1)
    )
    path.write_text(text, encoding="utf-8", newline="\n")
    states = next(resource for resource in package["resources"] if resource["name"] == "states")
    states.update(
        bytes=len(path.read_bytes()), hash="sha256:" + hashlib.sha256(path.read_bytes()).hexdigest()
    )  # so that no other error stands first
    (folder / "datapackage.json").write_text(json.dumps(package), encoding="utf-8")
    found = judged(folder)
    assert not found["valid"] and {"Type Error", "Unique Error"} <= {error[0] for error in found["errors"]}, (
        found["errors"]
    )
