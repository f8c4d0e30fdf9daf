"""Libraries that read the environment for a script, by names that stand in no call of its own."""

from __future__ import annotations

import ast
from collections.abc import Iterator, Sequence

from hatch_claimed.sources.python.code import Code, dotted

_READING = {
    "pydantic.BaseSettings": "pydantic",
    "pydantic.v1.BaseSettings": "pydantic",
    "pydantic_settings.BaseSettings": "pydantic",
    "environs.Env": "environs",
    "environs.env": "environs",
    "environ.Env": "django-environ",
    "decouple.config": "python-decouple",
    "decouple.AutoConfig": "python-decouple",
    "dotenv.load_dotenv": "python-dotenv",
    "dotenv.dotenv_values": "python-dotenv",
    "dynaconf.Dynaconf": "dynaconf",
    "dynaconf.LazySettings": "dynaconf",
    "starlette.config.Config": "starlette",
    "envparse.env": "envparse",
    "everett.manager.ConfigManager": "everett",
    "prettyconf.config": "prettyconf",
}
MODULES = frozenset(name.partition(".")[0] for name in _READING)
# these take `envvar=`
_COMMANDS = frozenset({"click", "typer", "cyclopts"})
_KEYWORDS = frozenset({"envvar", "env_var", "auto_envvar_prefix"})


def read_by_libraries(codes: Sequence[Code]) -> Iterator[tuple[Code, ast.expr | ast.stmt, str]]:
    """The first place in which each library reads the environment, or where a class of settings is made for it."""
    imported = _imported(codes)
    if not imported:
        return
    seen: set[tuple[str, bool]] = set()
    for code in codes:
        uses = [visit.node for visit in code.of(ast.Call, ast.ClassDef)]
        for node in sorted(uses, key=lambda node: (getattr(node, "lineno", 0), getattr(node, "col_offset", 0))):
            library = _library(node, imported)
            key = (library or "", isinstance(node, ast.ClassDef))
            if library and key not in seen and isinstance(node, ast.expr | ast.stmt):
                seen.add(key)
                yield code, node, library


def _imported(codes: Sequence[Code]) -> dict[str, str]:
    """What the names of these libraries stand for in full; nothing for scripts that have none of them."""
    imported: dict[str, str] = {}
    known = MODULES | _COMMANDS
    if not any(name in code.text for code in codes for name in known):
        return imported
    for node in (visit.node for code in codes for visit in code.of(ast.Import, ast.ImportFrom)):
        if isinstance(node, ast.Import):
            found = [(one.asname or one.name.partition(".")[0], one) for one in node.names]
            imported.update({name: one.name if one.asname else name for name, one in found})
        elif isinstance(node, ast.ImportFrom) and node.module and not node.level:
            imported.update({one.asname or one.name: f"{node.module}.{one.name}" for one in node.names})
    return {name: full for name, full in imported.items() if full.partition(".")[0] in known}


def _library(node: ast.AST, imported: dict[str, str]) -> str | None:
    match node:
        case ast.ClassDef(bases=bases):
            return next((found for base in bases if (found := _READING.get(_full(base, imported)))), None)
        case ast.Call(func=function, keywords=keywords):
            full = _full(function, imported)
            if full.partition(".")[0] in _COMMANDS and any(one.arg in _KEYWORDS for one in keywords):
                return full.partition(".")[0]
            return _READING.get(full) or _READING.get(full.rpartition(".")[0])
    return None


def _full(node: ast.expr, imported: dict[str, str]) -> str:
    parts = dotted(node)
    return ".".join([imported[parts[0]], *parts[1:]]) if parts and parts[0] in imported else ""
