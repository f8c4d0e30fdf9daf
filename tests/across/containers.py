"""Runs calls in containers: many in one, each as if the container had been made from the operator's image."""

import shlex
import shutil
import subprocess
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

from probes import BASES, seen
from runs import Result

from hatch_claimed.artifacts.image.app import archives
from hatch_claimed.languages.registry import language

SHARES = 2
# what an image adds to its base, taken from the same archives; the last operator's files are gone before
DRIVER = """\
cd /
for case in /batch/{share}/*; do
  rm -rf /opt/claimed /tmp/kubeflow
  find {workdir} -mindepth 1 -delete
  for archive in "$case"/image/*.tar; do tar -xf "$archive" -C /; done
  (cd {workdir} && exec setpriv --reuid 1001 --regid 0 --clear-groups sh "$case/call.sh") \\
    </dev/null >"$case/stdout" 2>"$case/stderr"
  echo $? >"$case/status"
done
"""


class Containers:
    """A folder that containers see as /batch."""

    def __init__(self, folder):
        self.folder = folder
        self.places = {}
        (folder / "references").mkdir()
        (folder / "images").mkdir()

    def add(self, probed):
        """Lay out what an operator's image holds."""
        operator = probed.operator
        (self.folder / "references" / operator.name).write_bytes(probed.reference)
        place = self.folder / "images" / operator.name
        place.mkdir()
        # the order of the layers is that of their names
        for number, archive in enumerate(archives(operator)):
            (place / f"{number}.tar").write_bytes(archive.content)

    def run(self, calls, kinds):
        """The result of each call by its key. `kinds` are those of the operators by name."""
        shares = {}
        for number, call in enumerate(calls):
            family = "r" if kinds[call.key.name] == "r" else "python"
            share = f"{family}-{number % SHARES}"
            shares.setdefault((family, share), []).append(call)
        with ThreadPoolExecutor(SHARES) as pool:
            results = list(pool.map(lambda one: self._run(*one[0], one[1]), shares.items()))
        return {key: result for some in results for key, result in some.items()}

    def _run(self, family, share, calls):
        cases = {call.key: self.folder / share / f"{number:05}" for number, call in enumerate(calls)}
        for call in calls:
            self._write(cases[call.key], call)
        workdir = language(family).workdir
        driver = DRIVER.format(share=share, workdir=workdir)
        command = ["docker", "run", "--rm", "--network", "none", "--user", "0", "--volume", f"{self.folder}:/batch"]
        subprocess.run([*command, BASES[family], "sh", "-c", driver], check=True, timeout=3600)
        return {key: _result(case) for key, case in cases.items()}

    def _write(self, case, call):
        case.mkdir(parents=True)
        (case / "image").symlink_to(Path("../../images", call.key.name))
        variables = [f"{name}={text}" for name, text in call.variables.items()]
        line = shlex.join(["exec", "env", *variables, *call.words])
        (case / "call.sh").write_text(f"{line}\n", errors="surrogateescape")

    def remove(self):
        shutil.rmtree(self.folder, ignore_errors=True)


def _result(case):
    output, errors = ((case / name).read_text(errors="replace") for name in ("stdout", "stderr"))
    return Result(int((case / "status").read_text()), tuple(seen(output)), errors[-2000:])
