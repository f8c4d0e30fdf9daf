from hatch_claimed.cache.memory import Memory


def test_what_was_found_is_recalled_and_used():
    memory = Memory(found={"a": [1], "b": [2]})

    assert memory.recall("b", tuple) == (2,)
    assert memory.used == {"b": [2]}
    assert not memory.changed


def test_what_was_not_found_is_not_recalled():
    assert Memory(found={"a": [1]}).recall("b", tuple) is None


def test_what_nobody_understands_is_as_good_as_missing():
    memory = Memory(found={"a": 1})

    assert memory.recall("a", tuple) is None
    assert memory.used == {}


def test_what_was_kept_changes_the_memory():
    memory = Memory()
    memory.keep("a", [1])

    assert memory.changed
    assert memory.entries() == {"a": [1]}


def test_entries_begin_with_what_was_used_and_are_twice_as_many_at_most():
    memory = Memory(found={str(number): [] for number in range(1000)})
    for number in range(300, 500):
        memory.recall(str(number), tuple)
    memory.keep("new", [])

    used = [*map(str, range(300, 500)), "new"]
    assert list(memory.entries()) == [*used, *map(str, range(201))]


def test_a_small_project_keeps_some_of_what_it_did_not_use():
    memory = Memory(found={str(number): [] for number in range(1000)})
    memory.keep("new", [])

    assert list(memory.entries()) == ["new", *map(str, range(100))]
