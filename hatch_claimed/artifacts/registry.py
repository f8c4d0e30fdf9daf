"""The formats that every operator is rendered in."""

from __future__ import annotations

from hatch_claimed.artifacts.artifact import Artifact
from hatch_claimed.artifacts.cwl import Cwl
from hatch_claimed.artifacts.job import KubernetesJob
from hatch_claimed.artifacts.kfp import Kfp

ARTIFACTS: tuple[Artifact, ...] = (Kfp(), KubernetesJob(), Cwl())
