"""What every derive module needs: read a reference table as text, make ids, write a table."""

import csv
import io
import re
import unicodedata
from pathlib import Path

import pandas as pd

HERE = Path(__file__).parent


def read(folder, name):
    """A reference table, every cell as text, blanks as ''. A name like 'facts/x' is of the facts folder."""
    folder = Path(folder)
    path = folder.parent / f"{name}.csv" if name.startswith("facts/") else folder / f"{name}.csv"
    return pd.read_csv(path, dtype="str", keep_default_na=False, encoding="utf-8")


def input_file(name):
    """Path of a small table that we wrote by hand; each stands in the folder of its subject."""
    return next(HERE.glob(f"*/inputs/{name}.csv"))


def read_input(name):
    """A small table that we wrote by hand, from the folder inputs of its subject."""
    return pd.read_csv(input_file(name), dtype="str", keep_default_na=False, encoding="utf-8")


def slug(*parts):
    """'TX', "Walker County Sheriff's Office" -> 'tx-walker-county-sheriffs-office'."""
    text = unicodedata.normalize("NFKD", " ".join(parts)).encode("ascii", "ignore").decode().lower()
    return re.sub(r"[^a-z0-9]+", "-", text.replace("'", "").replace("&", " and ")).strip("-")


def unique_ids(ids):
    """The ids in order; a repeated one gets -2, -3 … so that each names one row."""
    seen, out = {}, []
    for id_ in ids:
        seen[id_] = seen.get(id_, 0) + 1
        out.append(id_ if seen[id_] == 1 else f"{id_}-{seen[id_]}")
    return out


def to_csv(frame):
    """The bytes of a table: UTF-8, LF, quotes only where needed, '' for a blank."""
    text = io.StringIO()
    writer = csv.writer(text, lineterminator="\n")
    writer.writerow(frame.columns)
    writer.writerows(frame.astype("object").where(frame.notna(), "").itertuples(index=False))
    return text.getvalue().encode("utf-8")
