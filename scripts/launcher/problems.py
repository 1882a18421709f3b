"""What can go wrong, told as: what happened, why, and the mend."""

RETRY = "then run python3 start.py again."


class Problem(Exception):
    """Something the person at the keyboard can mend; start.py prints it and leaves with code 1."""

    def __init__(self, what, why, mend):
        super().__init__(what)
        self.what, self.why, self.mend = what, why, mend

    def __str__(self):
        return f"Stopped: {self.what}\n  Why:   {self.why}\n  Mend:  {self.mend}"


class Failed(Exception):
    """A command that did not succeed; `output` is all that it printed."""

    def __init__(self, output):
        super().__init__(output)
        self.output = output


# The first entry with a phrase in the (lower-case) output wins: the specific before the general.
SIGNS = [
    (
        "lock",
        [
            "hash mismatch",
            "do not match the hashes",
            "hashes are required",
            "must have their versions pinned",
            "couldn't parse",
            "invalid requirement",
            "the start of a requirement",
        ],
    ),
    (
        "disk",
        ["no space left", "errno 28", "os error 28", "not enough space", "os error 112", "quota exceeded"],
    ),
    ("long path", ["file name too long", "filename or extension is too long", "os error 206"]),
    (
        "read-only",
        [
            "permission denied",
            "access is denied",
            "read-only file system",
            "os error 13",
            "os error 5)",
            "errno 13",
            "errno 30",
        ],
    ),
    (
        "certificate",
        [
            "certificate_verify_failed",
            "certificate verify failed",
            "invalid peer certificate",
            "unknownissuer",
            "self-signed certificate",
            "self signed certificate",
        ],
    ),
    (
        "network",
        [
            "are you offline",
            "could not connect",
            "connection refused",
            "connection reset",
            "dns error",
            "name or service not known",
            "temporary failure in name resolution",
            "getaddrinfo failed",
            "nodename nor servname",
            "network is unreachable",
            "failed to establish a new connection",
            "connection broken",
            "error sending request",
            "timed out",
            "proxyerror",
            "tunnel",
            "no matching distribution",
        ],
    ),
    (
        "no venv",
        [
            "no module named ensurepip",
            "no module named venv",
            "ensurepip is not available",
            "ensurepip is disabled",
        ],
    ),
    ("no wheel", ["failed to build", "no usable wheels", "visual c++", "failed building wheel"]),
]


def sign(output):
    """Name of the kind of trouble that a failed command's output shows ("network" and so on), or "other"."""
    text = output.lower()
    return next((name for name, phrases in SIGNS if any(phrase in text for phrase in phrases)), "other")


def telling_lines(output, kind):
    """The lines that show the trouble, indented; the last ones when it is of no kind we know."""
    phrases = dict(SIGNS).get(kind, [])
    telling = [
        line.strip() for line in output.splitlines() if any(phrase in line.lower() for phrase in phrases)
    ]
    return "\n".join("    " + line for line in telling[:3]) or last_lines(output)


def last_lines(text, count=8):
    """The last lines that say something, indented, for showing under a message."""
    lines = [line.rstrip() for line in text.splitlines() if line.strip()]
    return "\n".join("    " + line for line in lines[-count:]) or "    (it printed nothing)"


def explain(doing, output, root, platform):
    """The Problem behind a failed command. `doing`: the step in words; `root`: the project's folder."""
    what = f"{doing} did not work."
    kind = sign(output)
    if kind == "no venv":
        return venv_missing(what, platform)
    texts = {
        "lock": (
            "a requirements lock file is damaged, or a downloaded package is not the one it names.",
            "Restore it (git checkout -- 'requirements*.lock', or download the course again), " + RETRY,
        ),
        "disk": ("the disk is full.", "Free about 1 GB, " + RETRY),
        "long path": (
            f"a file's full name is too long; this folder is {root}.",
            "Move the course to a short path such as C:\\course, " + RETRY,
        ),
        "read-only": (
            f"a file could not be written in {root} (or it is in use by another program).",
            "Close other windows of the course, or move it to where you may write, " + RETRY,
        ),
        "certificate": (
            "this network shows a certificate that Python does not trust (some schools do).",
            "Try another network, or ask its administrator for SSL_CERT_FILE, " + RETRY,
        ),
        "network": (
            "the package index could not be reached.",
            "Check the internet connection (and proxy settings), " + RETRY,
        ),
        "no wheel": (
            "a package has no ready-built file for this machine and Python.",
            "Use a 64-bit Python 3.11 to 3.14 from python.org, " + RETRY,
        ),
        "other": (
            "it is nothing that start.py knows. The last lines were",
            "Delete the folder .venv, " + RETRY + " If it stays, report these lines.",
        ),
    }
    why, mend = texts[kind]
    return Problem(what, f"{why}\n{telling_lines(output, kind)}", mend)


def venv_missing(what, platform):
    """Debian and Ubuntu ship Python without the part that makes environments."""
    why = "this Python lacks the modules that make an environment (venv, ensurepip)."
    if platform == "linux":
        return Problem(
            what,
            why,
            "Debian, Ubuntu: sudo apt install python3-venv. Elsewhere: install python3-pip, " + RETRY,
        )
    return Problem(what, why, "Install the full Python from python.org, " + RETRY)


def not_writable(root, error):
    """The project's folder refuses new files."""
    return Problem(
        f"cannot write in {root}",
        f"{error.strerror or error}.",
        "Move the course folder to your home folder (or free disk space), " + RETRY,
    )


def not_removable(venv, error):
    """An environment that has to be made anew cannot be deleted: on Windows, mostly because it is in use."""
    return Problem(
        f"cannot remove {venv}",
        f"{error.strerror or error}.",
        "Close JupyterLab and other windows of the course, delete that folder, " + RETRY,
    )


def not_an_environment(venv):
    """.venv is there, but it is not something start.py may delete."""
    return Problem(
        f"{venv} is in the way.",
        "it is not a Python environment, so it is left alone.",
        "Rename or move it, " + RETRY,
    )


def busy(root):
    """Two starts at the same time."""
    return Problem(
        "another start.py is setting up this folder.",
        f"it holds {root}.",
        "Wait until it has finished, " + RETRY,
    )


def port_taken(port, free):
    """The port that was asked for cannot be used; `free` is one that can."""
    return Problem(
        f"port {port} is taken.",
        "another program (perhaps another JupyterLab) answers there.",
        f"Choose another: python3 start.py --port {free}, or leave --port out.",
    )


def port_forbidden(port):
    """Ports below 1024 need special rights on most systems."""
    return Problem(
        f"port {port} may not be used.",
        "this system keeps it for administrators.",
        "Choose one from 1024 to 65535, or leave --port out.",
    )


def unknown_lesson(word, lessons):
    """`--fresh` with a lesson that does not exist."""
    listing = "\n".join("    " + lesson for lesson in lessons) or "    (none)"
    return Problem(
        f"there is no lesson {word!r}.",
        f"the lessons are\n{listing}",
        "Give a number from the list, for example: python3 start.py --fresh "
        + (lessons[0][:2] if lessons else "00"),
    )


def lab_died(code, log):
    """JupyterLab ended before, or while, it answered."""
    why = f"its last lines were\n{last_lines(log, 15)}"
    return Problem(
        f"JupyterLab stopped by itself (code {code}).",
        why,
        "Delete the folder .venv, " + RETRY + " If it stays, report these lines.",
    )


def unknown_place(name, output):
    """The county asked for is none; `output` says which are near."""
    lines = [line for line in output.strip().splitlines() if line.strip()]
    return Problem(
        f"{name!r} is no county that the course knows.",
        lines[-1] if lines else "It was not found.",
        'Write the county and its state, such as --place "Harris County, TX".',
    )
