"""Small files that people write are read within limits, whatever lies at the path."""

import os
import time

import pytest

from newsangle.small_files import FileError, read_text, read_yaml

BOMB = "a: &a [x, x, x, x, x, x, x, x, x]\n" + "".join(
    f"{new}: &{new} [{', '.join([f'*{old}'] * 12)}]\n" for old, new in zip("abcdefgh", "bcdefghi", strict=True)
)


@pytest.mark.parametrize(
    ("content", "said"),
    [
        (BOMB, "references"),
        ("[" * 5000, "levels"),
        ("a: {<<: {b: 1}}", "merging"),
        ("a: 2025-02-30", "does not exist"),
        ("a: b: c", "line 1"),
        ("a: !!python/object/apply:os.system [ls]", "is not YAML"),
        ("x" * 1_000_001, "larger than 1 MB"),
        (b"\xff\xfe\x00", "is not UTF-8"),
    ],
)
def test_what_could_do_harm_is_refused_quickly(tmp_path, content, said):
    path = tmp_path / "event.yml"
    path.write_bytes(content if isinstance(content, bytes) else content.encode())
    started = time.monotonic()
    with pytest.raises(FileError, match=said) as error:
        read_yaml(path)
    assert str(path) in str(error.value) and len(str(error.value)) < 1000
    assert time.monotonic() - started < 5


def test_text_comes_without_control_characters(tmp_path):
    path = tmp_path / "event.yml"
    path.write_text('title: "a\\fb"\nnote: form\ffeed\n', encoding="utf-8")
    assert read_yaml(path) == {"title": "a b", "note": "form feed"}


def test_a_folder_a_pipe_and_a_link_to_elsewhere_are_no_files(tmp_path):
    folder = tmp_path / "event"
    folder.mkdir()
    with pytest.raises(FileError, match="folder"):
        read_text(folder)
    with pytest.raises(FileError, match="not there"):
        read_text(folder / "none.yml")
    (tmp_path / "secret.yml").write_text("a: 1", encoding="utf-8")
    if os.name != "nt":
        os.mkfifo(folder / "pipe.yml")
        with pytest.raises(FileError, match="pipe"):
            read_text(folder / "pipe.yml")
        (folder / "event.yml").symlink_to(tmp_path / "secret.yml")
        with pytest.raises(FileError, match="outside"):
            read_yaml(folder / "event.yml", inside=folder)
