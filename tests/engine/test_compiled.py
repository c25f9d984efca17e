"""Compiled code: read from wherever it lies, kept where that is allowed, never in the way."""

from __future__ import annotations

import logging
import os
import pickle
import re
import shutil
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path
from textwrap import dedent
from types import SimpleNamespace

import pytest

import engine
from engine import catalogue, compiled
from engine.compiled import SUFFIX, Kept, forecast, read, write
from tests import powerless
from tests.serving import ROOT

KERNEL = """
from engine.compiled import njit

@njit(cache=True, nogil=True)
def twice(x):
    return 2 * x
"""


@pytest.fixture
def folders(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Path]:
    """A tree with one kernel, a home and nothing said of where code may lie; nothing said yet."""
    (tmp_path / "tree").mkdir()
    (tmp_path / "tree" / "kernels.py").write_text(dedent(KERNEL), "utf-8")
    home = tmp_path / "home"
    monkeypatch.setattr(compiled.config, "CACHE_DIR", "")
    monkeypatch.setattr(
        compiled,
        "places",
        lambda source: [source.parent / "__pycache__", home],
    )
    compiled.say_once.cache_clear()
    yield tmp_path
    compiled.say_once.cache_clear()


def load(folder: Path) -> object:
    """The kernel of a tree, as another process would meet it: nothing of it is compiled yet."""
    source = folder / "kernels.py"
    names: dict[str, object] = {"__name__": f"{folder.name}.kernels"}
    exec(compile(source.read_text("utf-8"), str(source), "exec"), names)
    return names["twice"]


def kept(folder: Path) -> list[Path]:
    return sorted(folder.glob(f"*{SUFFIX}"))


def refuse(monkeypatch: pytest.MonkeyPatch, *folders: Path) -> None:
    """Let nothing be written below these folders, whoever runs this."""
    original = Path.write_bytes

    def write_bytes(path: Path, content: bytes) -> int:
        if any(path.is_relative_to(folder) for folder in folders):
            raise PermissionError(path)
        return original(path, content)

    monkeypatch.setattr(Path, "write_bytes", write_bytes)


def test_what_was_compiled_once_is_read_the_next_time(
    folders: Path, caplog: pytest.LogCaptureFixture
) -> None:
    tree = folders / "tree"
    assert load(tree)(3.0) == 6.0
    assert "Compiling tree.kernels" in caplog.text
    (first,) = kept(tree / "__pycache__")
    content = first.read_bytes()
    compiled.say_once.cache_clear()
    caplog.clear()
    assert load(tree)(4.0) == 8.0
    assert caplog.text == ""
    assert first.read_bytes() == content
    assert load(tree)(4) == 8, "other types are compiled beside"
    assert len(kept(tree / "__pycache__")) == 2


def test_compiling_says_how_it_goes_now_and_then(
    folders: Path, monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    clock = iter([100.0, 101.0, 103.5, 104.0, 110.0])
    progress = compiled.Progress()
    # Not in the module itself: other threads read its clock.
    monkeypatch.setattr(compiled, "time", SimpleNamespace(monotonic=lambda: next(clock)))
    progress.begin("tree.kernels")
    for _ in range(4):
        progress.step("tree.kernels")
    assert [record.getMessage() for record in caplog.records] == [
        "Compiling tree.kernels, which is kept for the next time.",
        "Compiling tree.kernels goes on: 2 kernels done in 4 s.",
        "Compiling tree.kernels goes on: 4 kernels done in 10 s.",
    ]
    assert caplog.text.isascii(), "any stream takes it"


def test_code_beside_the_source_serves_who_may_not_write_there(
    folders: Path, monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    tree, home = folders / "tree", folders / "home"
    load(tree)(3.0)
    refuse(monkeypatch, tree)
    compiled.say_once.cache_clear()
    caplog.clear()
    assert load(tree)(4.0) == 8.0
    assert caplog.text == ""
    assert not home.exists(), "nothing had to be compiled anew"
    assert load(tree)(4) == 8
    assert len(kept(home)) == 1, "what is new goes where it may"


def test_without_any_place_it_runs_and_says_so_once(
    folders: Path, monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    tree = folders / "tree"
    refuse(monkeypatch, folders)
    assert load(tree)(3.0) == 6.0
    assert load(tree)(3) == 6
    told = [record.message for record in caplog.records if "NUMBA_CACHE_DIR" in record.message]
    assert len(told) == 1
    assert str(tree / "__pycache__") in told[0]
    assert not kept(tree / "__pycache__")


@pytest.mark.parametrize(
    "harm",
    [
        lambda content: b"",
        lambda content: content[:20],
        lambda content: content[: len(content) // 2],
        lambda content: content[:-1],
        lambda content: content[:500] + bytes([content[500] ^ 1]) + content[501:],
        lambda content: b"\0" * len(content),
        lambda content: content + b"more",
    ],
    ids=["empty", "checksum cut", "half", "a byte short", "a bit turned", "zeros", "longer"],
)
def test_a_harmed_file_is_compiled_anew_and_mended(folders: Path, harm) -> None:
    tree = folders / "tree"
    load(tree)(3.0)
    (file,) = kept(tree / "__pycache__")
    whole = file.read_bytes()
    file.write_bytes(harm(whole))
    assert load(tree)(5.0) == 10.0
    assert read(file) is not None


def test_what_is_whole_but_no_code_is_compiled_anew(folders: Path) -> None:
    tree = folders / "tree"
    load(tree)(3.0)
    (file,) = kept(tree / "__pycache__")
    for content in (b"no pickle", pickle.dumps("no code"), pickle.dumps((1, 2, 3))):
        assert write(file, content)
        assert load(tree)(5.0) == 10.0


def test_a_change_of_the_source_another_numba_and_another_processor_are_told_apart(
    folders: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    tree = folders / "tree"
    load(tree)(3.0)
    source = tree / "kernels.py"
    source.write_text(source.read_text("utf-8").replace("2 * x", "7 * x"), "utf-8")
    assert load(tree)(3.0) == 21.0
    assert len(kept(tree / "__pycache__")) == 2
    monkeypatch.setattr(compiled, "maker", lambda: "another")
    assert load(tree)(3.0) == 21.0
    assert len(kept(tree / "__pycache__")) == 3


def test_a_tree_may_move_and_be_called_anything(folders: Path, caplog) -> None:
    tree = folders / "tree"
    load(tree)(3.0)
    moved = folders / "Übung zwei θ" / "tree"
    shutil.copytree(tree, moved)  # its times are those of the copy
    compiled.say_once.cache_clear()
    caplog.clear()
    assert load(moved)(4.0) == 8.0
    assert caplog.text == ""


def test_what_could_not_be_kept_leaves_nothing_behind(folders: Path, monkeypatch) -> None:
    monkeypatch.setattr(os, "replace", lambda *_: (_ for _ in ()).throw(OSError("full")))
    assert load(folders / "tree")(3.0) == 6.0
    assert [path for path in folders.rglob("*") if path.is_file()] == [
        folders / "tree" / "kernels.py"
    ]


def test_what_a_start_has_to_wait_for_is_foretold(folders: Path, monkeypatch) -> None:
    source = folders / "tree" / "kernels.py"
    assert "some 20 s" in (forecast([source]) or "")
    load(source.parent)(3.0)
    assert forecast([source]) is None
    assert [path.suffix for path in source.parent.joinpath("__pycache__").iterdir()] == [SUFFIX]
    monkeypatch.setattr(compiled, "maker", lambda: "another")
    assert forecast([source]) == compiled.FIRST
    refuse(monkeypatch, folders)
    assert "NUMBA_CACHE_DIR" in (forecast([source]) or "")


def test_a_home_that_is_none_is_no_place(tmp_path: Path, monkeypatch) -> None:
    monkeypatch.setattr(compiled.config, "CACHE_DIR", "")
    monkeypatch.setenv("XDG_CACHE_HOME", "")
    assert compiled.places(tmp_path / "kernels.py") == [tmp_path / "__pycache__"]


def test_a_folder_that_is_named_comes_first(tmp_path: Path, monkeypatch) -> None:
    source = tmp_path / "kernels.py"
    beside = tmp_path / "__pycache__"
    monkeypatch.setattr(compiled.config, "CACHE_DIR", "")
    assert compiled.places(source)[0] == beside
    monkeypatch.setattr(compiled.config, "CACHE_DIR", str(tmp_path / "named"))
    first, second, _ = compiled.places(source)
    assert first.is_relative_to(tmp_path / "named")
    assert second == beside


def test_every_kernel_of_the_engine_is_kept_so() -> None:
    names = catalogue.kernel_modules()
    assert len(names) == len(catalogue.kernel_files()) >= 6
    assert all(path.is_file() for path in catalogue.kernel_files())
    for name in names:
        members = vars(__import__(name, fromlist=["kernels"])).values()
        dispatchers = [member for member in members if hasattr(member, "py_func")]
        assert dispatchers
        assert all(isinstance(one._cache, Kept) for one in dispatchers), name


# A user who owns nothing: no home, no folder to write in, a tree that is not theirs.
ALONE = """
import logging, sys
logging.basicConfig(stream=sys.stdout, format="said: %(message)s")
from engine.storage import Storage
from engine.worker import Worker
worker = Worker()
print(worker.ready())
print(worker.run(Storage().snapshot(), lambda _: None, lambda: False).identical(Storage().run()))
worker.close()
try:
    open("engine/mine", "wb")
except PermissionError:
    print("nothing may be written")
"""


def test_a_user_who_owns_nothing_computes_with_what_is_compiled(tmp_path: Path) -> None:
    tree = tmp_path / "a tree of somebody’s"
    shutil.copytree(Path(engine.__file__).parent, tree / "engine", ignore=but_kernels)
    with powerless.locked(tree):
        answer = subprocess.run(
            powerless.command(tree, "-c", ALONE),
            env=os.environ | powerless.environment(tree),
            capture_output=True,
            encoding="utf-8",
            check=False,
        )
    assert answer.returncode == 0, answer.stderr
    assert answer.stdout.splitlines() == ["True", "True", "nothing may be written"], answer.stderr
    assert "ompil" not in answer.stderr


def but_kernels(folder: str, names: list[str]) -> set[str]:
    """What need not be copied of what is compiled: everything but kernels."""
    return {name for name in names if name.endswith((".pyc", ".nbi", ".nbc"))}


def test_precompiling_leaves_nothing_to_compile() -> None:
    """A user of a tree that is not theirs would compile it at every start."""
    done = subprocess.run(
        [sys.executable, "-m", "tests.engine.nothing_left"],
        cwd=ROOT,
        capture_output=True,
        encoding="utf-8",
        check=True,
    )
    (count,) = re.findall(r"^scenarios: (\d+)$", done.stdout, re.MULTILINE)
    assert int(count) >= 10
    assert "left:" not in done.stdout, done.stdout


def test_be_quiet_keeps_what_is_compiled_out_of_the_log(folders: Path, caplog) -> None:
    level = compiled.log.level
    compiled.be_quiet()
    try:
        load(folders / "tree")(3.0)
    finally:
        compiled.log.setLevel(level)
    assert compiled.log.level == logging.NOTSET
    assert caplog.text == ""
