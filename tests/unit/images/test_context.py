import io
import json
import tarfile
from dataclasses import replace
from pathlib import PurePosixPath

import pytest
from hypothesis import given
from hypothesis import strategies as st

from hatch_claimed.artifacts.bake import bake_file, literal
from hatch_claimed.artifacts.image.context import BuildInputs, build_context
from hatch_claimed.artifacts.image.layout import HOME
from hatch_claimed.artifacts.image.runtime import interface_file, launcher_files
from hatch_claimed.languages.language import RUNTIME
from hatch_claimed.languages.registry import language
from hatch_claimed.model import (
    BuildOptions,
    Cell,
    File,
    GridWrapper,
    Image,
    Interface,
    Operator,
    Output,
    Parameter,
    Program,
    Project,
    Requirement,
    SystemPackages,
)
from hatch_claimed.model.deployment import Deployment, Secret


def operator(name="demo", path="operators/demo.py", kind="python", **changes):
    interface = {
        "description": "Does it.",
        "parameters": (),
        "outputs": (),
        "requirements": (),
        "system_packages": (),
        "program": Program(filename=PurePosixPath(path).name, content=b"print(1)\n"),
    }
    own = {key: changes.pop(key) for key in list(changes) if key in interface}
    image = Image(
        repository="x",
        name=f"claimed-{name}",
        tag="1",
        base="base:1",
        platforms=("linux/amd64",),
        mode="build",
        labels=(("org.opencontainers.image.version", "1"),),
    )
    return Operator(
        name=name,
        path=PurePosixPath(path),
        kind=kind,
        interface=Interface(**{**interface, **own}),
        image=image,
        **changes,
    )


def context(of):
    return {str(file.path.relative_to(f"{of.name}/context")): file.content for file in build_context(of)}


def test_an_operator_without_requirements_has_a_step_that_asks_for_its_python():
    files = context(operator())
    assert set(files) == {
        "Dockerfile",
        "app.tar",
        "launcher.tar",
        "asked.tar",
        "packages/install.sh",
        "packages/locate.py",
        "packages/names.txt",
    }
    assert files["packages/names.txt"] == b""
    assert b"pip install" not in files["packages/install.sh"]
    assert (
        files["Dockerfile"].decode()
        == """\
FROM base:1 AS asked
ADD asked.tar /
ARG CLAIMED_ENTRY_POINT
RUN sh /claimed-asked/ask.sh
FROM base:1
ARG SOURCE_DATE_EPOCH
USER 0
RUN --mount=type=bind,source=packages,target=/run/claimed --mount=type=tmpfs,target=/tmp --mount=type=tmpfs,target=/var/log \\
    --mount=type=cache,id=hatch-claimed-project-ba2df4903a2c14e86dc3bcca58911b44,target=/root/.cache \\
    --mount=type=bind,from=asked,source=/claimed-asked,target=/run/asked \\
    ["/bin/sh", "/run/claimed/install.sh"]
ADD launcher.tar /
ENV HOME=/opt/app-root/src
ENV PATH="$PATH:/opt/claimed/bin"
ENV PYTHONPATH="/opt/claimed/commands${PYTHONPATH:+:$PYTHONPATH}"
WORKDIR /opt/app-root/src
ADD app.tar /
USER 1001:0
ENTRYPOINT ["/opt/claimed/run"]
CMD []
"""
    )


def test_an_r_operator_without_packages_keeps_what_the_base_sets():
    files = context(operator(path="operators/demo.R", kind="r"))
    assert [name for name in files if name.startswith("packages/")] == ["packages/install.sh", "packages/reach.R"]
    assert b". /run/asked/environment" in files["packages/install.sh"]
    assert b"install.R" not in files["packages/install.sh"]


def test_python_requirements_keep_their_order_and_find_their_files():
    of = operator(
        requirements=(
            Requirement(arguments=("numpy>=1,<3", "-r", "requirements.txt"), line=1),
            Requirement(arguments=("--constraint=~/limits.txt", "it's; rm -rf /", "$HOME", "<<EOF"), line=2),
        ),
        system_packages=(SystemPackages(manager="dnf", arguments=("install", "java 11"), line=3),),
        requirement_files=(
            File(path=PurePosixPath("limits.txt"), content=b"numpy<3\n"),
            File(path=PurePosixPath("operators/requirements.txt"), content=b"pandas\n"),
        ),
        program=Program(filename="demo.py", content=b"", needs_ipython=True, jupyter=("ipywidgets",)),
    )
    files = context(of)
    assert set(files) == {
        "Dockerfile",
        "app.tar",
        "launcher.tar",
        "asked.tar",
        "system/install.sh",
        "packages/install.sh",
        "packages/locate.py",
        "packages/names.txt",
        "packages/files/limits.txt",
        "packages/files/operators/requirements.txt",
    }
    installs = [line for line in files["packages/install.sh"].decode().splitlines() if " install " in line]
    assert installs == [
        "\"$python\" -m pip install 'numpy>=1,<3' -r /run/claimed/files/operators/requirements.txt",
        "\"$python\" -m pip install --constraint=/run/claimed/files/limits.txt 'it'\"'\"'s; rm -rf /' '$HOME' '<<EOF'",
        '"$python" -m pip install ipython ipywidgets',
    ]
    assert files["packages/names.txt"].decode() == "ipython\nipywidgets\nnumpy\npandas\n"
    assert "with_dnf install 'java 11'" in files["system/install.sh"].decode().splitlines()
    assert "with_apt" not in files["system/install.sh"].decode()
    mounts = (
        "--mount=type=tmpfs,target=/tmp --mount=type=tmpfs,target=/var/log \\",
        "    --mount=type=cache,id=hatch-claimed-project-ba2df4903a2c14e86dc3bcca58911b44,target=/root/.cache \\",
        '    ["/bin/sh", "/run/claimed/install.sh"]',
    )
    # what the base's shell and entry point set counts for what is installed by name, not for the system's packages
    assert files["Dockerfile"].decode().splitlines()[6:15] == [
        "USER 0",
        f"RUN --mount=type=bind,source=system,target=/run/claimed {mounts[0]}",
        *mounts[1:],
        f"RUN --mount=type=bind,source=packages,target=/run/claimed {mounts[0]}",
        mounts[1],
        "    --mount=type=bind,from=asked,source=/claimed-asked,target=/run/asked \\",
        mounts[2],
        "ADD launcher.tar /",
    ]


def test_equal_requirements_give_equal_steps():
    wants = (Requirement(arguments=("numpy",), line=1),)
    one = context(operator(requirements=wants))
    other = context(operator("other", "operators/other.py", requirements=(Requirement(arguments=("numpy",), line=9),)))
    assert one["packages/install.sh"] == other["packages/install.sh"]
    assert one["Dockerfile"] == other["Dockerfile"]


def test_r_packages_are_a_table():
    of = operator(
        path="operators/demo.R",
        kind="r",
        requirements=(
            Requirement(arguments=("jsonlite", "ggplot2"), line=1),
            Requirement(arguments=("own",), line=2, repository='https://x/"y"'),
        ),
    )
    files = context(of)
    assert files["packages/packages.csv"].decode() == (
        'line,package,repository,snapshot\n1,jsonlite,,\n1,ggplot2,,\n2,own,"https://x/""y""",\n'
    )
    assert "WORKDIR /home/docker\n" in files["Dockerfile"].decode()


def test_r_packages_are_looked_for_as_anybody_with_the_home_of_the_image():
    of = operator(path="operators/demo.R", kind="r", requirements=(Requirement(arguments=("own",), line=1),))
    files = context(of)
    dockerfile, step = files["Dockerfile"].decode(), files["packages/install.sh"].decode()
    assert "\nENV HOME=/home/docker\n" in dockerfile
    assert "chroot --userspec=65534:65534 / " in step
    assert "\nhome=/home/docker\n" in step
    # the files of the base's site count
    assert "--vanilla" not in step
    assert "--no-environ" not in step
    assert "--no-site-file" not in step


def entries(of, name="app.tar"):
    with tarfile.open(fileobj=io.BytesIO(context(of)[name])) as archive:
        return {entry.name: entry for entry in archive}, {
            entry.name: archive.extractfile(entry).read() for entry in archive if entry.isfile()
        }


def test_the_application_archive():
    of = operator(
        files=(
            File(path=PurePosixPath("operators/data/b.csv"), content=b"b"),
            File(path=PurePosixPath("tool"), content=b"#!", executable=True),
        )
    )
    members, contents = entries(of)
    folders = ["opt", "opt/claimed", "opt/claimed/app", "opt/app-root", "opt/app-root/src"]
    assert list(members) == [
        *folders[:3],
        "opt/claimed/app/operators",
        *folders[3:],
        "opt/app-root/src/operators",
        "opt/claimed/app/operators/demo.py",
        "opt/claimed/interface.csv",
        "opt/app-root/src/operators/demo.py",
        "opt/app-root/src/demo.py",
    ]
    files, _ = entries(of, "files.tar")
    assert list(files) == [
        *folders[:3],
        "opt/claimed/app/operators",
        "opt/claimed/app/operators/data",
        *folders[3:],
        "opt/app-root/src/operators",
        "opt/app-root/src/operators/data",
        "opt/claimed/app/operators/data/b.csv",
        "opt/claimed/app/tool",
        "opt/app-root/src/operators/data/b.csv",
        "opt/app-root/src/tool",
        "opt/app-root/src/data",
    ]
    launcher, _ = entries(of, "launcher.tar")
    assert [name for name in launcher if "claimed_launcher" not in name] == [
        *folders[:2],
        "opt/claimed/bin",
        "opt/claimed/commands",
        "opt/claimed/lines",
        *folders[3:],
        "opt/claimed/bin/ipython",
        "opt/claimed/bin/python",
        "opt/claimed/command_variables.sh",
        "opt/claimed/commands/no_ipython.py",
        "opt/claimed/commands/operator_file.py",
        "opt/claimed/commands/sitecustomize.py",
        "opt/claimed/launcher.py",
        "opt/claimed/lines/sitecustomize.py",
        "opt/claimed/run",
    ]
    members |= files | launcher
    assert contents["opt/claimed/app/operators/demo.py"] == b"print(1)\n"
    assert members["opt/app-root/src/operators/demo.py"].linkname == "opt/claimed/app/operators/demo.py"
    assert members["opt/app-root/src/operators/demo.py"].islnk()
    assert members["opt/app-root/src/demo.py"].linkname == "/opt/app-root/src/operators/demo.py"
    assert members["opt/app-root/src/data"].linkname == "/opt/app-root/src/operators/data"
    assert {(entry.mtime, entry.gid, entry.uname, entry.gname) for entry in members.values()} == {(0, 0, "", "")}
    assert {name: oct(entry.mode) for name, entry in members.items() if entry.mode not in (0o644, 0o777)} == {
        **{name: "0o755" for name in members if members[name].isdir()},
        "opt/app-root": "0o775",
        "opt/app-root/src": "0o775",
        "opt/app-root/src/operators": "0o775",
        "opt/app-root/src/operators/data": "0o775",
        "opt/app-root/src/tool": "0o755",
        "opt/claimed/app/tool": "0o755",
        "opt/claimed/bin/ipython": "0o755",
        "opt/claimed/bin/python": "0o755",
        "opt/claimed/run": "0o755",
    }


def test_the_interface_file():
    of = operator(
        path="operators/demo.ipynb",
        kind="notebook",
        description='Counts "words", and\nmore.',
        program=Program(filename="demo.py", content=b"", cells=(Cell(number=2, first_line=5),), unimported=("os",)),
        parameters=(
            Parameter(name="a", type="Integer", default=None, required=True, description="How many.", line=1),
            Parameter(name="b", type="Boolean", default=True, required=False, description=None, line=2),
            Parameter(name="c", type="Boolean", default=False, required=False, description=None, line=2, misread=True),
            Parameter(name="d", type="String", default="", required=False, description=None, line=2),
            Parameter(name="e", type="String", default=None, required=False, description=None, line=2),
        ),
        outputs=(
            Output(name="result", description="The 😀 table.", line=3, path="out/r\r\n,.csv"),
            Output(name="other", description=None, line=4),
        ),
    )
    assert (
        interface_file(of).content.decode()
        == """\
role,name,type,required,default,default_by,description
script,demo.py,notebook,,,,"Counts ""words"", and
more."
cell,2,5,,,,
module,os,,,,,
parameter,a,Integer,true,,,How many.
parameter,b,Boolean,false,True,script,
parameter,c,Boolean,false,False,launcher,
parameter,d,String,false,,script,
parameter,e,String,false,,,
parameter,log_level,String,false,INFO,script,"Log level: DEBUG, INFO, WARNING, ERROR or CRITICAL."
output,result,,,"out/r
,.csv",,The 😀 table.
output,other,,,,,
folder,operators,,,,,
"""
    )


def test_the_interface_file_marks_secrets_where_there_are_some():
    of = operator(
        parameters=(Parameter(name="dsn", type="String", default="x", required=False, description=None, line=1),)
    )
    secret = Secret(parameter="dsn", name="store", key="url")
    assert interface_file(replace(of, deployment=Deployment(secrets=(secret,)))).content.decode().splitlines() == [
        "role,name,type,required,default,default_by,description,secret",
        "script,demo.py,python,,,,Does it.,false",
        "parameter,dsn,String,false,x,script,,true",
        'parameter,log_level,String,false,INFO,script,"Log level: DEBUG, INFO, WARNING, ERROR or CRITICAL.",false',
        "folder,operators,,,,,,false",
    ]


def test_the_interface_file_holds_no_text_that_a_launcher_cannot_read():
    of = operator(
        description="a\r\nb\rc\0\ud800",
        parameters=(Parameter(name="a", type="String", default="\r\0", required=False, description=None, line=1),),
    )
    assert interface_file(of).content.decode().split("\n")[1:5] == [
        'script,demo.py,python,,,,"a',
        "b",
        'c��"',
        'parameter,a,String,false,"\r�",script,',
    ]
    lines = interface_file(replace(of, kind="r")).content.decode().splitlines()
    assert lines[4:6] == ['parameter,a,String,false,"', '�",script,']


@pytest.mark.parametrize(
    ("kind", "commands"),
    [
        ("python", ["bin/ipython", "bin/python"]),
        ("notebook", ["bin/ipython", "bin/python"]),
        ("r", ["bin/Rscript"]),
    ],
)
def test_every_kind_has_an_executable_entry_point_and_the_commands_of_old_files(kind, commands):
    executable = [str(file.path) for file in launcher_files(language(kind)) if file.executable]
    assert executable == [*commands, "run"]


def test_places_in_programs_of_images_are_those_of_images():
    for kind in ("python", "r"):
        files = {str(file.path): file.content.decode() for file in launcher_files(language(kind))}
        homes = [f"_claimed_home={HOME}\n" in text for name, text in files.items() if name.startswith("bin/")]
        assert homes == [True] * len(homes) != []
        assert all(f"{HOME}/" in text for _, text in language(kind).command_variables)
    assert f'WORKDIR = "{language("python").workdir}/"' in (RUNTIME / "python/commands/operator_file.py").read_text()
    assert f"_claimed_here={language('r').workdir}\n" in (RUNTIME / "r/bin/Rscript").read_text()


def test_programs_that_old_jobs_name_are_there_and_never_over_others():
    step = context(operator())["packages/install.sh"].decode()
    assert '[ -e "/opt/app-root/bin/$name" ] || ln -sf "/opt/claimed/bin/$name" "/opt/app-root/bin/$name"' in step
    assert "/opt/app-root/bin" not in context(operator(path="demo.R", kind="r"))["packages/install.sh"].decode()


def test_only_images_that_c3_made_have_ways_for_its_commands():
    r = operator(path="operators/demo.R", kind="r")
    assert 'ENV PATH="/opt/claimed/bin:$PATH"\n' in context(r)["Dockerfile"].decode()
    wrapper = GridWrapper(
        operator=r,
        backend="local",
        process=None,
        bindings=(),
        own=(),
        image=r.image,
        files=(),
        parallelism=1,
        indexed=False,
    )
    assert "ENV PATH" not in context(wrapper)["Dockerfile"].decode()


TARGET = {
    "context": "dist/claimed/demo/context",
    "dockerfile": "Dockerfile",
    "tags": ["x/claimed-demo:1"],
    "platforms": ["linux/amd64"],
    "args": {"SOURCE_DATE_EPOCH": "0"},
    "labels": {
        "org.opencontainers.image.title": "demo",
        "org.opencontainers.image.description": "50% $${off}",
        "org.opencontainers.image.version": "1",
        "io.github.claimed-framework.input-hash": "sha256:12",
    },
    "annotations": ["manifest:io.github.claimed-framework.input-hash=sha256:12"],
    "output": ["type=image,oci-mediatypes=true,compression=zstd"],
    "attest": ["type=provenance,disabled=true"],
}


def baked(**options):
    project = Project(
        name="p",
        version="1",
        operators=(operator(description="50% ${off}"),),
        output=PurePosixPath("dist/claimed"),
        build=BuildOptions(**options),
    )
    return json.loads(bake_file(project, {"demo": "sha256:12"}).content)


def test_the_bake_file():
    assert baked() == {"group": {"default": {"targets": ["demo"]}}, "target": {"demo": TARGET}}


def test_secrets_are_where_the_manifest_says():
    document = baked(secrets=(("api-key", "env:A"), ("api_key", "env:B"), ("netrc", "~/.netrc"), ("own", "a/${b},c")))
    assert document["variable"] == {"HOME": {"default": ""}}
    assert document["target"]["demo"]["secret"] == [
        "id=api-key,env=A",
        "id=api_key,env=B",
        "id=netrc,src=${HOME}/.netrc",
        'id=own,"src=a/$${b},c"',
    ]


def test_build_settings_in_the_bake_file():
    document = baked(
        args=(("PIP_INDEX_URL", "https://x/${y}"),),
        secrets=(("ca-bundle", "/etc/ca.crt"), ("netrc", "env:NETRC")),
        contexts=(("base:1", "docker-image://mirror/base:1"),),
        cache_from=("type=registry,ref=x/cache:{operator}",),
        cache_to=("type=inline",),
        provenance="min",
        sbom=True,
    )
    assert document["target"]["demo"] == {
        **TARGET,
        "args": {"SOURCE_DATE_EPOCH": "0", "PIP_INDEX_URL": "https://x/$${y}"},
        "secret": ["id=ca-bundle,src=/etc/ca.crt", "id=netrc,env=NETRC"],
        "contexts": {"base:1": "docker-image://mirror/base:1"},
        "cache-from": ["type=registry,ref=x/cache:demo"],
        "cache-to": ["type=inline"],
        "attest": ["type=provenance,mode=min", "type=sbom"],
    }


COMMAND = ("/bin/sh", "/run/claimed/install.sh")


def test_secrets_and_arguments_in_the_dockerfile():
    of = operator(requirements=(Requirement(arguments=("numpy",), line=1),))
    options = BuildOptions(args=(("A", "x"),), secrets=(("ca-bundle", "a"), ("netrc", "b"), ("own", "c")))
    [dockerfile, *_] = build_context(of, BuildInputs(options=options))
    certificates = ("SSL_CERT_FILE", "PIP_CERT", "REQUESTS_CA_BUNDLE", "CURL_CA_BUNDLE")
    assert dockerfile.content.decode().splitlines()[5:15] == [
        "ARG SOURCE_DATE_EPOCH",
        "ARG A",
        "USER 0",
        "RUN --mount=type=bind,source=packages,target=/run/claimed --mount=type=tmpfs,target=/tmp "
        "--mount=type=tmpfs,target=/var/log \\",
        "    --mount=type=cache,id=hatch-claimed-project-ba2df4903a2c14e86dc3bcca58911b44,target=/root/.cache \\",
        "    --mount=type=bind,from=asked,source=/claimed-asked,target=/run/asked \\",
        "    --mount=type=secret,id=ca-bundle,target=/run/secrets/ca-bundle,required=true \\",
        "    --mount=type=secret,id=netrc,target=/root/.netrc,required=true \\",
        "    --mount=type=secret,id=own,target=/run/secrets/own,required=true \\",
        "    " + json.dumps(["env", *(f"{name}=/run/secrets/ca-bundle" for name in certificates), *COMMAND]),
    ]


@given(st.text(alphabet='${}%\\"a '))
def test_templates_in_texts_are_taken_apart(text):
    escaped = literal(text)
    assert escaped.replace("$${", "${").replace("%%{", "%{") == text
    assert all(f"{mark}{mark}{{" in escaped or f"{mark}{{" not in escaped for mark in "$%")


def test_a_script_that_python_alone_cannot_start_is_started_by_the_launcher():
    module = File(path=PurePosixPath("src/m.py"), content=b"")
    of = replace(operator(), modules=(module,), folders=(PurePosixPath("src"),))
    members, contents = entries(of)
    assert contents["opt/app-root/src/demo.py"] == (
        b"import os\nimport sys\n\nos.execv('/opt/claimed/run', ['/opt/claimed/run', '--', *sys.argv[1:]])\n"
    )
    assert members["opt/app-root/src/operators/demo.py"].islnk()
    assert members["opt/app-root/src/src/m.py"].islnk()
    assert b"\npath,src," in contents["opt/claimed/interface.csv"]
