"""What the repository must not contain: addresses to fetch from, and paths of one machine.

Each gate takes the root of a checkout and names what it found; each sees a planted fault.
"""

from __future__ import annotations

import re
import subprocess
from collections.abc import Iterator
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]

LOCKS = ("requirements.lock", "requirements-test.lock")
PIN = re.compile(r"#.*|[A-Za-z0-9._-]+==[A-Za-z0-9.+!]+")

# Written so that this file does not hold what it looks for.
MACHINE_PATH = re.compile(
    r"(?<![\w.~*)}\]/])/(?:(?:work|tmp|root|opt)(?![\w.])|(?:home|Users)/\w)|[A-Z]:\\Users\\"
)

HOST = re.compile(r"(?:\b(?:https?|wss?|ftp):|(?<=[\"'(`]))//([^\s/\"'`<>)\\]+)")
# A name in the XML of a picture, and where a reader who clicks a citation arrives.
NAMES = {"www.w3.org"}
CITATIONS = {"doi.org", "arxiv.org"}
LOOPBACK = {"127.0.0.1", "localhost", "[::1]"}
FETCHES = re.compile(r"(?:src\s*=|url\(|@import|fetch\(|import\(|from|<link\b[^>]*)\s*[\"'`(]*$")

SERVED = ("dashboard/", "assets/", "engine/")
BUILD = ("Makefile", "pyproject.toml", ".ci/run", *LOCKS)


def texts(root: Path) -> Iterator[tuple[str, int, str]]:
    """Yield file, line number and line of every text file that git holds or would take in."""
    listing = ["git", "ls-files", "-z", "--cached", "--others", "--exclude-standard"]
    files = subprocess.run(listing, cwd=root, capture_output=True, check=True).stdout.decode()
    for name in sorted(set(filter(None, files.split("\0")))):
        content = (root / name).read_bytes() if (root / name).is_file() else b""
        if b"\0" not in content:
            for number, line in enumerate(content.decode("utf-8").splitlines(), start=1):
                yield name, number, line


def unpinned_lock_lines(root: Path) -> list[str]:
    """Lines of the lock files that are anything but NAME==VERSION: an address, an option."""
    return [
        f"{name}:{number}: {line}"
        for name, number, line in texts(root)
        if name in LOCKS and not PIN.fullmatch(line)
    ]


def machine_paths(root: Path) -> list[str]:
    """Lines that name a folder which only one machine has."""
    return [
        f"{name}:{number}: {line.strip()}"
        for name, number, line in texts(root)
        if MACHINE_PATH.search(line)
    ]


def foreign_hosts(root: Path) -> list[str]:
    """Addresses of other machines in what is served or built; a citation may be linked to."""
    found = []
    for name, number, line in texts(root):
        if not (name.startswith(SERVED) or name in BUILD) or name.endswith("/LICENSE"):
            continue
        for address in HOST.finditer(line):
            host = re.sub(r":[^:\]]*$", "", address[1])
            linked = host in NAMES | CITATIONS and not FETCHES.search(line[: address.start()])
            if host not in LOOPBACK and not (linked and name not in BUILD):
                found.append(f"{name}:{number}: {host}")
    return found


GATES = [unpinned_lock_lines, machine_paths, foreign_hosts]


@pytest.fixture
def checkout(tmp_path):
    """An empty checkout to plant faults in."""
    subprocess.run(["git", "init", "--quiet", str(tmp_path)], check=True)
    return tmp_path


def plant(root: Path, file: str, line: str) -> None:
    path = root / file
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(f"# sound\n{line}\n", encoding="utf-8")


@pytest.mark.parametrize("gate", GATES)
def test_the_repository_is_clean(gate):
    assert gate(ROOT) == []


def test_both_lock_files_pin_the_same_versions():
    run, everything = (set((ROOT / lock).read_text("utf-8").splitlines()) for lock in LOCKS)
    assert run < everything


@pytest.mark.parametrize(
    ("gate", "file", "fault"),
    [
        (unpinned_lock_lines, "requirements.lock", "--index-url index.example"),
        (unpinned_lock_lines, "requirements.lock", "numpy @ file://wheels/numpy.whl"),
        (unpinned_lock_lines, "requirements-test.lock", "numpy>=2"),
        (machine_paths, "tests/planted.py", "open('/" + "work/main/engine')"),
        (machine_paths, "assets/planted.md", "see `/" + "tmp/figure.png`"),
        (machine_paths, "engine/planted.py", "ROOT = '/" + "home/someone/engine'"),
        (machine_paths, "README.md", r"cd C:\Use" r"rs\someone"),
        (foreign_hosts, "dashboard/planted.py", 'URL = "https://cdn.example/katex.js"'),
        (foreign_hosts, "dashboard/planted.js", 'import katex from "//cdn.example/katex.js"'),
        (foreign_hosts, "assets/planted.css", "@import url(https://fonts.example/inter.css);"),
        (foreign_hosts, "assets/planted.svg", '<image href="http://img.example:8080/a.png"/>'),
        (foreign_hosts, "assets/planted.html", '<script src="https://doi.org/10.1/x"></script>'),
        (foreign_hosts, "assets/planted.html", '<link rel="icon" href="https://arxiv.org/i">'),
        (foreign_hosts, "engine/planted.py", "socket = 'wss://live.example/ws'"),
        (foreign_hosts, "Makefile", "INDEX = https://index.example/simple"),
    ],
)
def test_each_gate_sees_a_planted_fault(checkout, gate, file, fault):
    plant(checkout, file, fault)
    (found,) = gate(checkout)
    assert found.startswith(f"{file}:2: ")


@pytest.mark.parametrize(
    ("file", "line"),
    [
        ("dashboard/sound.py", 'address = f"http://127.0.0.1:{port}/app"'),
        ("dashboard/sound.py", 'link = "https://doi.org/10.1103/PhysRevLett.111.240401"'),
        ("assets/sound.svg", '<svg xmlns="http://www.w3.org/2000/svg">'),
        ("assets/sound.css", "src: url(fonts/inter.woff2);"),
        ("engine/sound.py", "half = levels // 2  # energy/work per cell"),
        ("requirements.lock", "numpy==2.4.6"),
    ],
)
def test_no_gate_reports_what_is_sound(checkout, file, line):
    plant(checkout, file, line)
    assert [found for gate in GATES for found in gate(checkout)] == []
