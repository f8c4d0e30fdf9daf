import os

from hatch_claimed.running.file_changes import FileChanges


def write(path, text, when):
    path.write_text(text)
    os.utime(path, ns=(when, when))


def test_what_changes_comes_goes_and_is_replaced(tmp_path):
    one, two, three = (tmp_path / name for name in ("one.py", "two.py", "three.py"))
    write(one, "1", 1)
    write(two, "2", 1)
    changes = FileChanges()
    changes.watch([one, two, three])
    assert changes.found() == ()
    write(one, "3", 2)
    assert changes.found() == (one,)
    assert changes.found() == ()
    two.unlink()
    write(three, "3", 1)
    assert changes.found() == (two, three)
    # a rename over it, with the same time and size, is a change as well
    write(tmp_path / "new", "4", 2)
    (tmp_path / "new").replace(one)
    assert changes.found() == (one,)


def test_a_save_in_steps_is_one_change(tmp_path):
    one, two = tmp_path / "one.py", tmp_path / "two.py"
    write(one, "1", 1)
    changes = FileChanges()
    changes.watch([one, two])
    steps = iter([lambda: one.write_text("22"), lambda: write(two, "2", 1), lambda: None])
    one.unlink()
    slept = []

    def sleep(seconds):
        slept.append(seconds)
        next(steps)()

    assert changes.found(sleep) == (one, two)
    assert len(slept) == 3
    assert changes.found() == ()


def test_what_changed_before_it_is_watched_again_is_not_missed(tmp_path):
    one, two = tmp_path / "one.py", tmp_path / "two.py"
    write(one, "1", 1)
    changes = FileChanges()
    changes.watch([one])
    write(one, "2", 2)
    changes.watch([one, two])
    assert changes.found() == (one,)
    # of files that are watched no more nobody hears
    changes.watch([two])
    write(one, "3", 3)
    assert changes.found() == ()
