"""A reader sees the old or the new folder, whole."""

import errno
import subprocess
import sys
from pathlib import Path

import pytest
from filelock import FileLock

from redistrict.domain.exits import Exit
from redistrict.domain.failure import Failure
from redistrict.store.staging import recover, stage


def put(folder, text):
    (folder / "manifest.json").write_text("{}", encoding="utf-8")
    (folder / "plan.txt").write_text(text, encoding="utf-8")


def first(out):
    with stage(out) as folder:
        put(folder, "first")


def test_a_folder_appears_whole(tmp_path):
    out = tmp_path / "deep" / "out"
    first(out)
    assert (out / "plan.txt").read_text(encoding="utf-8") == "first"
    assert sorted(path.name for path in out.parent.iterdir() if path.is_dir()) == ["out"]


def test_a_fault_leaves_the_earlier_result(tmp_path):
    out = tmp_path / "out"
    first(out)

    def fail():
        with stage(out) as folder:
            put(folder, "second")
            raise RuntimeError

    with pytest.raises(RuntimeError):
        fail()
    assert (out / "plan.txt").read_text(encoding="utf-8") == "first"
    assert not (tmp_path / "out.new").exists()


def test_the_second_result_replaces_the_first(tmp_path):
    out = tmp_path / "out"
    first(out)
    with stage(out) as folder:
        (folder / "manifest.json").write_text("{}", encoding="utf-8")
    assert not (out / "plan.txt").exists()


@pytest.mark.parametrize("held", ["out", "out.new"])
def test_what_is_finished_is_kept_where_a_file_is_held_open(tmp_path, monkeypatch, held):
    """Twice: each has a name of its own, the refusal says it, and no later run removes it."""
    out = tmp_path / "out"
    first(out)
    rename = Path.rename

    def refuse(path, target):
        if (path.name, Path(target).name) in {("out", "out.old"), ("out.new", "out")} and (
            path.name == held
        ):
            raise PermissionError(errno.EACCES, "held")
        return rename(path, target)

    for text, name in (("second", "out.finished"), ("third", "out.finished-2")):
        monkeypatch.setattr(Path, "rename", refuse)
        with pytest.raises(Failure) as caught, stage(out) as folder:
            put(folder, text)
        (found,) = caught.value.findings
        assert (found.code, caught.value.exit_code) == ("FOLDER_HELD", Exit.WRITE)
        assert found.facts["kept"] == str(tmp_path / name)
        assert (out / "plan.txt").read_text(encoding="utf-8") == "first"
    monkeypatch.undo()
    first(out)
    for text, name in (("second", "out.finished"), ("third", "out.finished-2")):
        assert (tmp_path / name / "plan.txt").read_text(encoding="utf-8") == text
    folders = sorted(path.name for path in tmp_path.iterdir() if path.is_dir())
    assert folders == ["out", "out.finished", "out.finished-2"]


def test_an_extension_starts_from_what_is_there(tmp_path):
    out = tmp_path / "out"
    first(out)
    with stage(out, extend=True) as folder:
        (folder / "more.txt").write_text("more", encoding="utf-8")
    assert sorted(path.name for path in out.iterdir()) == ["manifest.json", "more.txt", "plan.txt"]


@pytest.mark.parametrize("kind", ["foreign", "file", "used"])
def test_refusals_change_nothing(tmp_path, kind):
    out = tmp_path / "out"
    code = {"foreign": "FOLDER_NOT_OURS", "file": "FOLDER_IS_FILE", "used": "FOLDER_IN_USE"}[kind]
    if kind == "foreign":
        out.mkdir()
        (out / "thesis.docx").write_text("mine", encoding="utf-8")
    elif kind == "file":
        out.write_text("mine", encoding="utf-8")
    lock = FileLock(tmp_path / ".out.lock")
    if kind == "used":
        lock.acquire()
    try:
        with pytest.raises(Failure) as caught, stage(out):
            raise AssertionError
    finally:
        lock.release()
    assert caught.value.exit_code is Exit.WRITE
    assert [item.code for item in caught.value.findings] == [code]
    if kind == "foreign":
        assert [path.name for path in out.iterdir()] == ["thesis.docx"]


@pytest.mark.parametrize(
    ("left", "kept"),
    [
        (("old",), "old"),
        (("old", "new"), "old"),
        (("out", "old"), "out"),
        (("out", "new"), "out"),
    ],
)
def test_a_broken_swap_is_finished_or_undone(tmp_path, left, kept):
    names = {"out": tmp_path / "out", "old": tmp_path / "out.old", "new": tmp_path / "out.new"}
    for name in left:
        names[name].mkdir()
        put(names[name], name)
    assert recover(tmp_path / "out")
    assert (tmp_path / "out" / "plan.txt").read_text(encoding="utf-8") == kept
    assert [path.name for path in tmp_path.iterdir()] == ["out"]
    assert not recover(tmp_path / "out")


@pytest.mark.parametrize("name", ["out.old", "out.new"])
def test_a_folder_of_the_user_is_never_removed(tmp_path, name):
    first(tmp_path / "out")
    (tmp_path / name).mkdir()
    (tmp_path / name / "thesis.docx").write_text("mine", encoding="utf-8")
    with pytest.raises(Failure) as caught, stage(tmp_path / "out"):
        raise AssertionError
    assert [item.code for item in caught.value.findings] == ["FOLDER_NOT_OURS"]
    assert (tmp_path / name / "thesis.docx").exists()


def test_a_killed_writer_leaves_the_earlier_result(tmp_path):
    out = tmp_path / "out"
    first(out)
    program = (
        "import os, pathlib, sys\n"
        "from redistrict.store.staging import stage\n"
        "with stage(pathlib.Path(sys.argv[1])) as folder:\n"
        "    (folder / 'plan.txt').write_text('half')\n"
        "    os.kill(os.getpid(), 9)\n"
    )
    subprocess.run([sys.executable, "-c", program, str(out)], check=False)
    assert (out / "plan.txt").read_text(encoding="utf-8") == "first"
    with stage(out) as folder:
        put(folder, "second")
    assert (out / "plan.txt").read_text(encoding="utf-8") == "second"
