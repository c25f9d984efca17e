"""`make versions`: the lowest and the newest packages that pyproject.toml allows, on each Python.

For each Python two environments are made: one with every package at its floor, one with whatever
pip picks. In each, every page is opened in a browser, a slider dragged and its picture awaited,
and the tests below that need no browser run. One line is printed for each environment.
"""

from __future__ import annotations

import os
import re
import shutil
import subprocess
import sys
import tomllib
from pathlib import Path

ROOT = Path(__file__).parents[1]
PLACE = ROOT / ".venv-versions"
TOOLS = ("pytest", "hypothesis", "playwright")
SMOKE = (
    "tests/dashboard/test_private.py",
    "tests/dashboard/test_home.py",
    "tests/dashboard/test_pages.py",
    "tests/dashboard/test_wire.py",
    "tests/dashboard/test_processes.py",
    "tests/engine/test_compiled.py",
    "tests/engine/test_work.py",
)
PAGES = ("tests/browser/test_every_page.py",)
TOLD = ("panel", "bokeh", "holoviews", "numpy", "scipy", "numba", "qutip", "xarray", "tornado")
ENVIRONMENT = {
    "OMP_NUM_THREADS": "1",
    "OPENBLAS_NUM_THREADS": "1",
    "PYTHONUTF8": "1",
    # What a session may have set for itself must not reach another Python's environment.
    "PYTHONPATH": "",
}


def lowest(requirement: str) -> str:
    """A requirement held at its floor.

    >>> lowest("panel>=1.9.4,<1.11"), lowest("numpy>=2.2")
    ('panel==1.9.4', 'numpy==2.2')
    """
    found = re.fullmatch(r"([\w.-]+)>=([\w.]+)(,<[\w.]+)?", requirement)
    if found is None:
        raise ValueError(f"A requirement must be name>=floor or name>=floor,<end: {requirement}")
    return f"{found[1]}=={found[2]}"


def requirements(end: str) -> list[str]:
    """What pyproject.toml asks for, at one end of its ranges."""
    project = tomllib.loads((ROOT / "pyproject.toml").read_text("utf-8"))["project"]
    asked = project["dependencies"]
    return [lowest(one) for one in asked] if end == "lowest" else asked


def run(*command: str | Path) -> tuple[bool, str]:
    """Run a command here; whether it went well, and all that it said."""
    done = subprocess.run(
        command, cwd=ROOT, env=os.environ | ENVIRONMENT, stdin=subprocess.DEVNULL,
        stdout=subprocess.PIPE, stderr=subprocess.STDOUT, encoding="utf-8", errors="replace",
    )  # fmt: skip
    return done.returncode == 0, done.stdout


def last_line(said: str) -> str:
    """What a test run says at its end, without its time.

    >>> last_line("....\\n4 passed, 1 skipped in 3.21s\\n")
    '4 passed, 1 skipped'
    """
    lines = [line for line in said.splitlines() if line.strip()] or ["said nothing"]
    return re.sub(r" in [\d.]+s.*", "", lines[-1]).strip("= ")


def attempt(python: str, end: str) -> bool:
    """Try one end of the ranges on one Python, and print how it went in one line."""
    name = Path(python).name
    folder = PLACE / f"{name}-{end}"
    log = PLACE / f"{name}-{end}.log"
    shutil.rmtree(folder, ignore_errors=True)
    inside = folder / ("Scripts" if os.name == "nt" else "bin") / "python"
    tests = [inside, "-m", "pytest", "-q", "-p", "no:cacheprovider"]
    steps: list[tuple[str, list[str | Path]]] = [
        ("environment", [python, "-m", "venv", folder]),
        ("install", [inside, "-m", "pip", "install", "--quiet", *requirements(end), *TOOLS]),
        ("kernels", [inside, "-m", "engine.precompile"]),
        ("pages", [*tests, *PAGES]),
        ("tests", [*tests, *SMOKE]),
    ]
    told, said, good = [], "", True
    for step, command in steps:
        went_well, words = run(*command)
        said += f"--- {step}\n{words}\n"
        good &= went_well
        if step in ("pages", "tests"):
            told.append(f"{step}: {last_line(words)}")
        elif not went_well:
            told.append(f"{step} failed: {last_line(words)}")
            break
    log.write_text(said, "utf-8")
    verdict = "sound" if good else f"FAILED, see {log.relative_to(ROOT)}"
    print(f"{name}, {end} ({versions(inside)}): {'; '.join(told)}; {verdict}", flush=True)
    return good


def versions(python: Path) -> str:
    """The versions that matter most, as an environment has them."""
    if not python.exists():
        return "no environment"
    code = "import sys; from importlib.metadata import version as v; print(*map(v, sys.argv[1:]))"
    went_well, words = run(python, "-c", code, *TOLD)
    if not went_well:
        return "not installed"
    return ", ".join(map(" ".join, zip(TOLD, words.split(), strict=True)))


def main(pythons: list[str]) -> int:
    """Try every Python that is there; name those that are not."""
    PLACE.mkdir(exist_ok=True)
    good = bool(pythons)
    for python in pythons:
        if shutil.which(python) is None:
            print(
                f"{python}: must be installed to be tried, but is not found here. Give paths "
                'as in: make versions PYTHONS="python3.11 path/to/python3.13"'
            )
            good = False
            continue
        for end in ("lowest", "newest"):
            good &= attempt(python, end)
    return 0 if good else 1


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
