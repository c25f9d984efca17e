"""Compiled: functions that numba turns into machine code, and where that code is kept.

numba itself keeps code only in a folder that it may write to: a user who owns nothing is refused,
and one with a home compiles anew what lies compiled beside the source. Here code is read from
wherever it lies, and written where that is allowed. Each file is named after all that it depends
on and carries a checksum: what is stale, foreign or cut short is not there, and processes,
versions and machines that share a folder do not meet in one file.
"""

from __future__ import annotations

import inspect
import logging
import os
import pickle
import sys
import time
from collections.abc import Callable, Iterable
from contextlib import suppress
from functools import cache as once
from hashlib import sha256
from pathlib import Path
from typing import Any, TypeVar
from uuid import uuid4

import numba
from numba.core import config
from numba.core.caching import NullCache
from numba.core.compiler import CompileResult
from numba.core.registry import cpu_target
from numba.core.serialize import dumps
from numba.misc.appdirs import AppDirs

log = logging.getLogger(__name__)

Function = TypeVar("Function", bound=Callable[..., Any])

APPLICATION = "quantum-battery-explorer"
SUFFIX = ".nbk"
CHECKSUM = sha256().digest_size

FIRST = (
    "The kernels are compiled for this machine first, which takes some 20 s and is kept; "
    "`python -m engine.precompile` does it beforehand."
)


def njit(*, cache: bool, **options: Any) -> Callable[[Function], Function]:
    """Decorate a function as `numba.njit` does; with `cache`, its code is kept as said above.

    `options` are numba's. Functions that call each other stand in one file: a change of the file
    is noticed, one of a function from elsewhere is not.
    """

    def decorate(function: Function) -> Function:
        compiled = numba.njit(**options)(function)
        if cache and compiled is not function:  # NUMBA_DISABLE_JIT leaves it as it is
            compiled._cache = Kept(function)
        return compiled

    return decorate


class Kept(NullCache):  # type: ignore[misc]  # numba ships no types
    """The code of one function, kept on disk: what numba's dispatchers ask before they compile."""

    def __init__(self, function: Callable[..., Any]) -> None:
        self._source = Path(inspect.getfile(function))
        self._module = function.__module__
        self._function = f"{function.__module__}.{function.__qualname__}"

    def load_overload(self, signature: Any, target: Any) -> CompileResult | None:
        """The code for these types, from the first place that holds it whole."""
        target.refresh()
        name = self._name(signature)
        for place in places(self._source):
            content = read(place / name)
            if content is not None:
                with suppress(Exception):  # whatever is wrong with it, compiling is right
                    return CompileResult._rebuild(target, *pickle.loads(content))
        PROGRESS.begin(self._module)
        return None

    def save_overload(self, signature: Any, compiled: CompileResult) -> None:
        """Keep the code for these types in the first place that takes it."""
        PROGRESS.step(self._module)
        if compiled.lifted or compiled.library.has_dynamic_globals:
            return  # it depends on where this process has what
        name, content = self._name(signature), dumps(compiled._reduce())
        if not any(write(place / name, content) for place in places(self._source)):
            say_once(unkept(self._source))

    def _name(self, signature: Any) -> str:
        content = self._source.read_bytes()
        key = sha256(repr((sha256(content).digest(), str(signature))).encode()).hexdigest()
        return f"{self._function}-{maker()}-{key[:24]}{SUFFIX}"


class Progress:
    """How compiling goes, in the log: a line for each module, and one now and then."""

    EVERY = 3.0

    def __init__(self) -> None:
        self._kernels = 0
        self._began = self._said = 0.0

    def begin(self, module: str) -> None:
        """A kernel of a module is about to be compiled."""
        if not self._kernels:
            self._began = self._said = time.monotonic()
        say_once(f"Compiling {module}, which is kept for the next time.")

    def step(self, module: str) -> None:
        """A kernel of a module is compiled."""
        self._kernels += 1
        now = time.monotonic()
        if now - self._said >= self.EVERY:
            self._said = now
            seconds = f"{now - self._began:.0f} s"
            log.warning(f"Compiling {module} goes on: {self._kernels} kernels done in {seconds}.")


PROGRESS = Progress()


@once
def maker() -> str:
    """What compiles here, in a few letters: Python, numba and the processor it compiles for."""
    machine = cpu_target.target_context.codegen().magic_tuple()
    made_by = (sys.implementation.cache_tag, numba.__version__, machine)
    return sha256(repr(made_by).encode()).hexdigest()[:12]


def places(source: Path) -> list[Path]:
    """Where the code of a source file may lie: where the user says, beside it, in the home."""
    named = config.CACHE_DIR
    home = AppDirs(appname=APPLICATION, appauthor=False).user_cache_dir
    said = [Path(folder, APPLICATION) for folder in (named,) if folder]
    own = [Path(home)] if os.path.isabs(home) else []  # else nobody's: XDG_CACHE_HOME is empty
    return [*said, source.parent / "__pycache__", *own]


def read(path: Path) -> bytes | None:
    """What was kept under this path; None where nothing is, or not all of it."""
    try:
        kept = path.read_bytes()
    except OSError:
        return None
    checksum, content = kept[:CHECKSUM], kept[CHECKSUM:]
    return content if sha256(content).digest() == checksum else None


def write(path: Path, content: bytes) -> bool:
    """Keep this under a path, whole or not at all; whether that could be done."""
    unfinished = path.with_name(f"{path.name}.{uuid4().hex}")
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        unfinished.write_bytes(sha256(content).digest() + content)
        os.replace(unfinished, path)
    except OSError:
        with suppress(OSError):
            unfinished.unlink()
        return False
    return True


def forecast(sources: Iterable[Path]) -> str | None:
    """What to say before the kernels of these files are needed; None where code is there for all.

    Said once for all files, whichever of them has none yet.
    """
    lacking = [source for source in sources if not any_kept(source)]
    if not lacking:
        return None
    return FIRST if any(map(writable, places(lacking[0]))) else unkept(lacking[0])


def any_kept(source: Path) -> bool:
    """Whether any code of this file lies somewhere that may be read, made for what runs here."""
    pattern = f"*{source.parent.name}.{source.stem}.*-{maker()}-*{SUFFIX}"
    return any(any(place.glob(pattern)) for place in places(source))


def writable(folder: Path) -> bool:
    """Whether files may be kept there, found out by keeping one."""
    probe = folder / f"probe-{uuid4().hex}"
    if kept := write(probe, b""):
        probe.unlink()
    return kept


def unkept(source: Path) -> str:
    """That the code of this file can be kept nowhere, and what to do."""
    folders = " or ".join(map(str, places(source)))
    return (
        f"Compiled kernels must be kept where this user may write, not in {folders}: without a "
        "place they are compiled at every start, which takes some 20 s. Let NUMBA_CACHE_DIR name "
        "a folder."
    )


def be_quiet() -> None:
    """Say nothing in this process of what is compiled: whoever started it does."""
    log.setLevel(logging.ERROR)


@once
def say_once(text: str) -> None:
    """Say this in the log, if it was not said yet."""
    log.warning(text)
