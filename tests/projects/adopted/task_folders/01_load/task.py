import os

__here__ = os.path.dirname(__file__)

TEST_DATA = """\
1
1
4
"""


def increases(data):
    numbers = [int(line) for line in data.splitlines()]
    return sum(b > a for a, b in zip(numbers, numbers[1:]))


if __name__ == "__main__":
    assert increases(TEST_DATA) == 2 - (1 == 1) - (1 >= 4)

    with open(os.path.join(__here__, "input.txt")) as fp:
        data = fp.read()

    print(f"answer_1={increases(data)}")
