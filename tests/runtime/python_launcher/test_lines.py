"""Lines of child processes come out at once and whole, whoever ends them."""

import shutil
import subprocess
import sys
import time
from pathlib import Path

import pytest

LINES = Path(__file__).parents[3] / "hatch_claimed" / "runtime" / "python" / "lines"
SPAWN = """
    import multiprocessing, sys, time

    def piece(number):
        print("piece", number, "begins")
        time.sleep(60)

    if __name__ == "__main__":
        pool = multiprocessing.get_context({method!r}).Pool(2)
        pool.map_async(piece, range(2), chunksize=1)
        sys.stdin.read()
        pool.terminate()
        pool.join()
"""


@pytest.mark.parametrize("method", ["spawn", "forkserver", "fork"])
def test_children_print_at_once_and_lose_nothing_when_they_are_ended(own_image, method):
    own_image.script(SPAWN.format(method=method))
    process = subprocess.Popen(
        [own_image.run_path],
        cwd=own_image.work,
        env=own_image.environment,
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
    )
    start = time.monotonic()
    lines = sorted(process.stdout.readline() for _ in range(2))
    assert time.monotonic() - start < 30
    out, err = process.communicate(timeout=30)
    assert (lines, out, err) == ([f"piece {number} begins\n" for number in range(2)], "", "")


def old_pythons():
    """What base images have for their own programs."""
    found = [shutil.which(name) for name in ("python2.7", "python3.6", "python3.7", "python3.8")]
    found += ["/usr/libexec/platform-python", *map(str, Path.home().glob(".pyenv/versions/[23].[678].*/bin/python"))]
    there = [path for path in found if path and Path(path).exists()]
    return [
        path for path in there if subprocess.run([path, "-c", ""], capture_output=True, check=False).returncode == 0
    ]


@pytest.mark.parametrize("python", old_pythons())
def test_programs_of_an_old_python_start_as_ever(python):
    environment = {"PYTHONPATH": str(LINES), "PYTHONUNBUFFERED": "lines", "PYTHONDONTWRITEBYTECODE": "1"}
    program = "import sys; print([path for path in sys.path if path.endswith('lines')])"
    done = subprocess.run([python, "-c", program], env=environment, capture_output=True, text=True, check=False)
    assert (done.returncode, done.stdout, done.stderr) == (0, "[]\n", "")


def test_a_program_that_the_script_starts_prints_at_once(image):
    image.script(f"""
        import subprocess, sys
        program = "import time; print('here', 1); time.sleep(60)"
        child = subprocess.Popen([sys.executable, "-c", program], stdout=subprocess.PIPE)
        print(child.stdout.readline())
        child.kill()
        child.wait()
        print({LINES.name!r} in str(sys.path), "sitecustomize" in sys.modules)
    """)
    result = image.run()
    assert (result.code, result.out.splitlines()[0], result.err) == (0, "b'here 1\\n'", "")
    assert result.out.splitlines()[1].startswith("False")


MIXED = """
    import subprocess, sys
    program = "for number in range(4000): print('line', number, 'of', 'many')"
    children = [subprocess.Popen([sys.executable, "-c", program]) for _ in range(4)]
    for number in range(4000):
        print("line", number, "of", "many")
    for child in children:
        child.wait()
"""


@pytest.mark.skipif(sys.version_info < (3, 10), reason="Python 3.9 does not tell who asked for what")
@pytest.mark.parametrize("given", [{}, {"PYTHONUNBUFFERED": "1"}, {"PYTHONPATH": "/nowhere"}])
def test_lines_of_several_processes_stay_whole(own_image, given):
    own_image.script(MIXED)
    result = own_image.run(environment=given)
    lines = result.out.splitlines()
    expected = {f"line {number} of many" for number in range(4000)}
    assert (result.code, len(lines), set(lines)) == (0, 20_000, expected)


BYTES = """
    import os, subprocess, sys
    program = "import sys, time; sys.stdout.write('name? '); time.sleep(60)"
    environment = {**os.environ, **{VARIABLES}}
    child = subprocess.Popen([sys.executable, *{OPTIONS}, "-c", program], stdout=subprocess.PIPE, env=environment)
    print(child.stdout.read(6))
    child.kill()
    child.wait()
"""


@pytest.mark.parametrize(
    ("options", "variables"), [(["-u"], {}), (["-W", "ignore", "-Bu"], {}), ([], {"PYTHONUNBUFFERED": "1"})]
)
def test_who_waits_for_less_than_a_line_gets_it(image, options, variables):
    image.script(BYTES.replace("{VARIABLES}", repr(variables)).replace("{OPTIONS}", repr(options)))
    result = image.run()
    assert (result.code, result.out) == (0, "b'name? '\n"), result.err


def test_a_sitecustomize_of_the_image_is_imported_too(image, tmp_path):
    own = tmp_path / "own"
    own.mkdir()
    (own / "sitecustomize.py").write_text("import builtins\nbuiltins.customized = __file__\n")
    image.script("""
        import subprocess, sys
        program = (
            "import sys; import sitecustomize as one; print(customized == one.__file__); "
            "print([p for p in sys.path if 'lines' in p])"
        )
        print(subprocess.run([sys.executable, "-c", program], capture_output=True, text=True))
    """)
    result = image.run(environment={"PYTHONPATH": str(own)})
    assert "stdout='True\\n[]\\n', stderr=''" in result.out


def test_a_broken_sitecustomize_of_the_image_is_told_as_ever(image, tmp_path):
    own = tmp_path / "own"
    own.mkdir()
    (own / "sitecustomize.py").write_text("import no_such_module_anywhere\n")
    image.script("""
        import subprocess, sys
        print(subprocess.run([sys.executable, "-c", "print('went on')"], capture_output=True, text=True))
    """)
    result = image.run(environment={"PYTHONPATH": str(own)})
    assert "no_such_module_anywhere" in result.out
    assert "went on" in result.out
