"""What a submission's process may not do, with the means that Linux offers to everyone: namespaces, Landlock,
limits.

Each step that a machine does not offer is left out, and what holds is said; docs/instructor-guide.md explains
each.
"""

from __future__ import annotations

import ctypes
import os
import signal
import struct
import sys
from pathlib import Path

NEWNS, NEWIPC, NEWUSER, NEWPID, NEWNET = 0x00020000, 0x08000000, 0x10000000, 0x20000000, 0x40000000
PR_SET_PDEATHSIG, PR_CAPBSET_DROP, PR_SET_NO_NEW_PRIVS = 1, 24, 38
LANDLOCK_CREATE, LANDLOCK_ADD, LANDLOCK_RESTRICT = 444, 445, 446  # the same number on every processor
EXECUTE, WRITE_FILE, READ_FILE, READ_DIR, TRUNCATE, IOCTL = 1, 2, 4, 8, 1 << 14, 1 << 15
DEVICES = ("/dev/null", "/dev/zero", "/dev/full", "/dev/random", "/dev/urandom")
SYSTEM = (
    "/usr",
    "/lib",
    "/lib64",
    "/bin",
    "/opt/hostedtoolcache",
    "/etc/ld.so.cache",
    "/etc/localtime",
    "/etc/fonts",
    "/etc/mime.types",
    "/proc/self",
    "/proc/cpuinfo",
    "/proc/meminfo",
    "/proc/stat",
    "/sys/devices/system/cpu",
)
LINUX = sys.platform.startswith("linux")


def libc():
    return ctypes.CDLL(None, use_errno=True)


def limits(memory: int, seconds: int, file_bytes: int) -> list[str]:
    """Limits on this process and what it starts. ``memory`` is bytes beyond what it holds now. Returns
    those that hold."""
    try:
        import resource
    except ImportError:  # Windows
        return []
    protections = []
    now = int(Path("/proc/self/statm").read_text().split()[0]) * os.sysconf("SC_PAGE_SIZE") if LINUX else 0
    wanted = {
        "file size": (resource.RLIMIT_FSIZE, file_bytes),
        "processor time": (resource.RLIMIT_CPU, seconds + 10),
        "core files": (resource.RLIMIT_CORE, 0),
    }
    if LINUX:
        wanted |= {
            "memory": (resource.RLIMIT_AS, now + memory),
            "processes": (resource.RLIMIT_NPROC, 64),
            "open files": (resource.RLIMIT_NOFILE, 256),
        }
        if os.getuid() != 0 and not _own_users():
            del wanted["processes"]  # it would count all that this account runs
    for name, (kind, value) in wanted.items():
        try:
            resource.setrlimit(kind, (value, value))
            protections.append(name)
        except (ValueError, OSError):
            pass
    return protections


def _own_users() -> bool:
    try:
        return Path("/proc/self/uid_map").read_text().split()[2] == "1"
    except (OSError, IndexError):
        return False


def namespaces(folder: Path, room: int) -> list[str]:
    """Leave the machine's network, processes and mounts; ``folder`` becomes a small file system of its own.

    The process that calls goes on outside of the new process namespace; what it forks next is inside. Returns
    what holds.
    """
    if not LINUX:
        return []
    c, uid, gid = libc(), os.getuid(), os.getgid()
    every = NEWNET | NEWPID | NEWNS | NEWIPC
    if c.unshare(every | NEWUSER) == 0:
        inner = uid or 65534
        try:
            Path("/proc/self/setgroups").write_text("deny")
            Path("/proc/self/gid_map").write_text(f"{gid or 65534} {gid} 1")
            Path("/proc/self/uid_map").write_text(f"{inner} {uid} 1")
        except OSError:
            return ["network", "processes of others"]
    elif c.unshare(every) != 0:
        return []
    protections = ["network", "processes of others"]
    options = f"size={room},mode=700,nr_inodes=10000".encode()
    if (
        c.mount(None, b"/", None, 0x44000, None) == 0
        and c.mount(b"tmpfs", os.fsencode(folder), b"tmpfs", 6, options) == 0
    ):
        protections.append("disk space")
    return protections


def files(folder: Path, readable: list[str]) -> list[str]:
    """From now on only ``folder`` can be written, and only it, ``readable`` and the system's programs can
    be read."""
    if not LINUX:
        return []
    c = libc()
    c.prctl(PR_SET_NO_NEW_PRIVS, 1, 0, 0, 0)
    version = c.syscall(LANDLOCK_CREATE, None, 0, 1)
    if version < 1:
        return []
    every = (
        (1 << 13) - 1
        | (1 << 13 if version >= 2 else 0)
        | (TRUNCATE if version >= 3 else 0)
        | (IOCTL if version >= 5 else 0)
    )
    rules = struct.pack("<QQQ", every, 3 if version >= 4 else 0, 3 if version >= 6 else 0)
    rules = rules[: 8 if version < 4 else 16 if version < 6 else 24]
    ruleset = c.syscall(LANDLOCK_CREATE, rules, ctypes.c_size_t(len(rules)), 0)
    if ruleset < 0:
        return []
    reading = READ_FILE | READ_DIR | EXECUTE
    for path, rights in [
        (str(folder), every),
        *((device, reading | WRITE_FILE | TRUNCATE) for device in DEVICES),
        *((location, reading) for location in [*SYSTEM, *readable]),
    ]:
        _allow(c, ruleset, path, rights & every)
    restricted = c.syscall(LANDLOCK_RESTRICT, ruleset, 0) == 0
    os.close(ruleset)
    return ["files of others"] if restricted else []


def _allow(c, ruleset: int, path: str, rights: int) -> None:
    try:
        place = os.open(path, os.O_PATH | os.O_CLOEXEC)
    except OSError:
        return
    if not os.path.isdir(path):
        rights &= EXECUTE | WRITE_FILE | READ_FILE | TRUNCATE | IOCTL
    c.syscall(LANDLOCK_ADD, ruleset, 1, struct.pack("<Qi", rights, place), 0)
    os.close(place)


def powerless() -> None:
    """Give up whatever rights of an administrator this process has, and end when its parent ends."""
    if not LINUX:
        return
    c = libc()
    c.prctl(PR_SET_PDEATHSIG, signal.SIGKILL, 0, 0, 0)
    for capability in range(64):
        c.prctl(PR_CAPBSET_DROP, capability, 0, 0, 0)
    c.prctl(PR_SET_NO_NEW_PRIVS, 1, 0, 0, 0)
    c.capset(struct.pack("<Ii", 0x20080522, 0), bytes(24))
