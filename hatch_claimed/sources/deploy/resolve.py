"""From deployment settings to a component's deployment, and what of them does not fit it or each other."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import fields
from itertools import chain

from hatch_claimed.model import Component, Finding
from hatch_claimed.model.deployment import Deployment, Pairs, Secret, Security, Toleration
from hatch_claimed.model.similar import meant
from hatch_claimed.settings.settings import DeploySettings, ProjectSettings
from hatch_claimed.settings.tables.deploy import ResourcesTable, SecurityTable
from hatch_claimed.sources.deploy.conflicts import label_problems, security_problems
from hatch_claimed.sources.deploy.resources import resource_problems
from hatch_claimed.sources.deploy.volumes import volume_problems, volumes


def resolved(wanted: DeploySettings, component: Component) -> tuple[Deployment, tuple[Finding, ...]]:
    """The deployment of an operator or grid wrapper. The project's secrets are for those alone that read them."""
    table = wanted.table
    resources = table.resources or ResourcesTable()
    deployment = Deployment(
        secrets=tuple(_secrets(wanted, component)),
        image_pull_secrets=tuple(dict.fromkeys(table.image_pull_secrets or ())),
        volumes=volumes(table.volumes),
        security=_security(table.security_context or SecurityTable()),
        requests=_pairs(resources.requests),
        limits=_pairs(resources.limits),
        backoff_limit=table.backoff_limit,
        restart_policy=table.restart_policy,
        parallelism=table.parallelism,
        ttl_seconds_after_finished=table.ttl_seconds_after_finished,
        service_account=table.service_account,
        node_selector=_pairs(table.node_selector),
        tolerations=tuple(_toleration(text) for text in dict.fromkeys(table.tolerations or ())),
        labels=_pairs(table.labels),
        annotations=_pairs(table.annotations),
        generate_name=bool(table.generate_name),
    )
    problems = chain(
        _secret_problems(wanted, component),
        volume_problems(wanted),
        resource_problems(wanted),
        security_problems(wanted),
        label_problems(wanted),
    )
    return deployment, tuple(problems)


def unused_secrets(
    settings: ProjectSettings, components: Iterable[Component | None], left_out: Iterable[bytes | None] = ()
) -> Iterator[Finding]:
    """Findings for secrets of the whole project that nobody reads. None is a script that cannot be read: it might.

    So might scripts that are `left_out` of the project for now, and hold the name.
    """
    known: set[str] = set()
    if settings.is_one_script:
        return
    for component in components:
        if component is None:
            return
        known.update(parameter.name for parameter in component.parameters)
    unknown = [name for name in settings.table.secrets if name not in known]
    texts = list(left_out) if unknown else []
    for name in unknown:
        if not any(text is None or name.encode() in text for text in texts):
            place, remedy = settings.place.at("secrets", name), meant(name, sorted(known), "Parameters are")
            yield place.finding("CLM091", "is no parameter of any operator", remedy)


def _secrets(wanted: DeploySettings, component: Component) -> Iterator[Secret]:
    for parameter in component.parameters:
        table = wanted.table.secrets.get(parameter.name)
        if table and table.name:
            yield Secret(parameter=parameter.name, name=table.name, key=table.key or parameter.name)


def _secret_problems(wanted: DeploySettings, component: Component) -> Iterator[Finding]:
    known = [parameter.name for parameter in component.parameters]
    for name in wanted.table.secrets:
        if name not in known and wanted.is_own("secrets", name):
            message = f"is no parameter of {component.name!r}"
            yield wanted.at("secrets", name).finding("CLM091", message, meant(name, known, "Parameters are"))


def _security(table: SecurityTable) -> Security:
    return Security(**{field.name: getattr(table, field.name) for field in fields(Security)})


def _pairs(values: Mapping[str, str | int | float] | Mapping[str, str]) -> Pairs:
    return tuple(sorted((name, str(value)) for name, value in values.items()))


def _toleration(text: str) -> Toleration:
    taint, _, effect = text.partition(":")
    key, equals, value = taint.partition("=")
    return Toleration(key=key, value=value if equals else None, effect=effect or None)
