"""What the reader says of shell text, beside what bash does with it."""

import itertools
import shutil
import string
import subprocess

import pytest
from hypothesis import HealthCheck, example, given, settings
from hypothesis import strategies as st
from IPython.utils.text import DollarFormatter

from hatch_claimed.sources.python.code import parse
from hatch_claimed.sources.python.interface import environment
from hatch_claimed.sources.shell.shell_text import shell_text

BASH = shutil.which("bash")
NAMES = ("a", "b", "c")

# one line each; bash prints something else as soon as it reads another value
EXACT = r"""
echo $a
echo ${a}
echo "$a" '$b' \$c
echo "\$a '$b'"
echo $'$a' # $b
echo ${a:-d} ${b-e}
echo ${a:-"d e"} "${b:-d 'e'}"
echo "${a:-\$5}" ${b:-\}}
echo ${a:-$b}
echo ${a:=d} $a
echo ${#a} ${a%.csv} ${b//x/y} ${c:1:2}
echo ${a^^} ${b@Q}
echo ${a:+set} ${b+set}
a=1; echo $a $b
a=$a; echo $a
a=${a:-d}; echo $a
a+=x; echo $a
a=1 true; echo $a
a=1 echo $a
export a=1; echo $a
export a=$b; echo $a
readonly a=1; echo $a
declare a=1; echo $a
declare -a a=(1 2); echo ${a[1]}
read a <<< text; echo $a
read -r a b <<< "$c"; echo $a $b
for a in 1 2; do echo $a; done
for a in $b; do echo $a; done; echo $a
for a in x $b; do echo $a; done; echo $a
for ((a = 0; a < b; a++)); do echo $a; break; done
printf -v a %s "$b"; echo $a
mapfile -t a <<< text; echo ${a[0]}
unset a; echo $a
let a=1; echo $a
((a = 2)); echo $a
echo $((a + 1))
echo $((${a:-4} + b))
((b++)); echo $b
[ -z "$a" ] && a=d; echo $a
if [ -n "$a" ]; then echo yes; fi
[[ -v a ]] && echo there
[[ $a == *x* ]] || echo no
test -n "${a:-}" && echo x
case $a in V*) echo yes;; *) echo no;; esac
f() { local a=1; echo $a $b; }; f
f() { a=1; }; f; echo $a
f() { echo $a; }; a=1; f
f() { echo $1 $a; }; f x
(a=1; echo $a); echo $a
echo $(a=1; echo $a) $b
echo `echo $a`
echo text | while read a; do echo $a; done; echo $a
cat <<< "$a"
echo "$(echo "$(echo "$a")")"
printenv a
echo text > /dev/null; echo $?$#$@$1$0 > /dev/null; echo $a
set -- x; echo $1 $a
select a in x; do break; done < /dev/null; echo $b
while [ "$a" ]; do echo yes; break; done
f() { local a=1; }; f; echo $a
f() { declare a=1; }; f; echo $a
f() { declare -g a=1; }; f; echo $a
f() { g() { echo $a; }; g; }; f
{ echo $a; echo ${b:-x}; }
! echo $a
time_=1; echo $time_ $a
echo "${a:-$(echo d)}"
echo ${a:-~}
export a; echo $a
echo $a$b${c}
echo $a.csv ${b}_x $c_
echo "a { $a } [ $b ]"
awk "BEGIN { print \"$a\" }" < /dev/null
awk 'BEGIN { print $a }' < /dev/null; echo $b
echo ${a?message}
echo ${a:?message}
eval 'echo $a'; echo $b
eval "a=\$b"; echo $a
trap 'echo $a' EXIT
bash -c 'echo $a'
sh -ec "echo \$a"; echo $b
bash -c 'b=1; echo $b'; echo $a
set -u; echo $a
set -euo pipefail; echo ${a:-x}; echo $b
set -u; if [ -n "${a:-}" ]; then echo $a; fi
set -u; set +u; echo $a
"""
SNIPPETS = [line for line in EXACT.splitlines() if line]
SNIPPETS += ["cat <<EOF\n$a ${b:-d} \\$c\nEOF", "cat <<'EOF'\n$a ${b:-d}\nEOF\necho $c", "echo $a \\\n  $b"]

pytestmark = pytest.mark.skipif(BASH is None, reason="needs bash")


def run(text, **values):
    done = subprocess.run(
        [BASH, "--norc", "--noprofile", "-c", text],
        capture_output=True,
        env={"PATH": "/usr/bin:/bin", **values},
        stdin=subprocess.DEVNULL,
        timeout=20,
    )
    return done.stdout, done.returncode


def matter(text):
    """The names whose value, a word or a number, changes what the text does, alone or beside others that are set."""
    found = set()
    for chosen in itertools.product((None, "Vx y", "7"), repeat=len(NAMES)):
        values = {name: value for name, value in zip(NAMES, chosen, strict=True) if value}
        if len(values) in (0, len(NAMES) - 1):
            said = run(text, **values)
            unset = set(NAMES) - set(values) - found
            found |= {name for name in unset for value in ("Vx y", "7") if run(text, **values, **{name: value}) != said}
    return found


@pytest.mark.parametrize("text", SNIPPETS)
def test_names_are_those_whose_value_changes_what_bash_prints(text):
    found = shell_text(text)
    assert {read.name for read in found.reads} - {"c_"} == matter(text)
    assert (found.unclear, found.indirect) == ((), ())


@pytest.mark.parametrize("text", SNIPPETS)
def test_a_default_does_what_nothing_does(text):
    defaults = {read.name: read.default for read in shell_text(text).reads if read.default is not None}
    if defaults and "+set" not in text:
        assert run(text, **defaults) == run(text)


@pytest.mark.parametrize("text", SNIPPETS)
def test_bash_fails_without_what_is_required_and_only_then(text):
    required = {read.name: "V" for read in shell_text(text).reads if read.required}
    if required:
        assert run(text)[1] != 0
        assert run(text, **required)[1] == 0
    else:
        assert b"unbound" not in run(text + " 2>&1")[0]


LINES = """
echo $a
echo $$a
echo {a} $b
echo ${a} ${b}
echo $b {i}
echo '$a' "$a"
echo '{a}' $c
echo {a["x"]} $b
echo $i.csv
{ echo $b; }
awk 'BEGIN { print "$a" }' < /dev/null; echo $b
echo {i + 1} ${b:-d} {
echo $input $c
"""


@pytest.mark.parametrize("line", [line for line in LINES.splitlines() if line])
def test_shell_lines_get_values_from_python_first(line):
    # as IPython's var_expand does: what cannot be formatted goes on as it is
    values = {"a": "of_python", "i": 3}
    try:
        formatted = DollarFormatter().vformat(line, args=[], kwargs=values)
    except (NameError, SyntaxError, TypeError, AttributeError, ValueError):
        formatted = line
    code = parse(f"a = 'of_python'\ni = 3\nget_ipython().system({line!r})\n", "")
    assert {one.name for one in environment([code]).parameters} == matter(formatted) - MISLED.get(line, set())


# one field that Python does not know, and IPython puts no value into the line at all: `$a` is then an empty text,
# which nobody means by it
MISLED = {"echo {a} $b": set(), "echo ${a} ${b}": {"a"}}


AROUND = ["{}", "( {} )", "echo $( {} )", "if true; then {}\nfi", "g() {{ {}\n}}; g", "true && {{ {}\n}}"]


@settings(max_examples=40, deadline=None, derandomize=True, suppress_health_check=[HealthCheck.too_slow])
@given(
    st.lists(
        # another program does not see what is only assigned here, which nobody means
        st.tuples(
            st.sampled_from([text for text in SNIPPETS if "sh -" not in text and "printenv" not in text]),
            st.sampled_from(AROUND),
        ).map(lambda pair: pair[1].format(pair[0])),
        min_size=2,
        max_size=3,
    )
)
def test_no_name_is_lost_where_texts_are_put_together(texts):
    text = "\n".join(texts)
    assert matter(text) <= {read.name for read in shell_text(text).reads}


@given(st.text(alphabet=string.printable, max_size=60))
@example("${" * 3000)
@example("$(" * 3000)
@example("\0$a")
@example("\ud800$a".encode("utf-8", "replace").decode())
def test_any_text_can_be_read(text):
    shell_text(text)
