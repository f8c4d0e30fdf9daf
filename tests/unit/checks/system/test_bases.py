import pytest

from hatch_claimed.checks.analysis.bases import family, is_bare


@pytest.mark.parametrize(
    ("base", "expected", "bare"),
    [
        ("registry.access.redhat.com/ubi9/python-312", "dnf", True),
        ("registry.access.redhat.com/ubi9/ubi-minimal:9.5", "dnf", True),
        ("registry.access.redhat.com/ubi8", "dnf", True),
        ("quay.io/sclorg/python-311-c9s:latest", "dnf", True),
        ("fedora:41", "dnf", True),
        ("quay.io/centos/centos:stream9", "dnf", True),
        ("docker.io/library/rockylinux:9", "dnf", True),
        ("almalinux", "dnf", True),
        ("public.ecr.aws/amazonlinux/amazonlinux:2023", "dnf", True),
        ("nvidia/cuda:12.4.1-runtime-rockylinux9", "dnf", False),
        ("docker.io/library/python:3.12-slim", "apt", True),
        ("python", "apt", True),
        ("python:3.12-bookworm@sha256:" + "a" * 64, "apt", True),
        ("localhost:5000/library/python:3.12", "apt", True),
        ("ubuntu:24.04", "apt", True),
        ("debian:trixie-slim", "apt", True),
        ("docker.io/library/r-base:4.5.1", "apt", False),
        ("rocker/tidyverse:4.4", "apt", False),
        ("quay.io/jupyter/scipy-notebook:2024-10-07", "apt", False),
        ("nvidia/cuda:12.4.1-runtime-ubuntu22.04", "apt", False),
        ("python:3.12-alpine", "apk", True),
        ("alpine:3.20", "apk", True),
        ("python:3.12-windowsservercore", None, True),
        ("registry.access.redhat.com/ubi9/ubi-micro", None, False),
        ("gcr.io/distroless/python3-debian12", None, False),
        ("registry.example.com/team/python:3.12", None, False),
        ("registry.example.com/base/python:3.12", None, True),
        ("registry.example.com:5000/mirror/python:3.12-slim", None, True),
        ("registry.example.com/base/python:science", None, False),
        ("registry.example.com/debian-tools:1", None, False),
        ("tensorflow/tensorflow:2.17.0", None, False),
    ],
)
def test_what_the_name_of_a_base_tells(base, expected, bare):
    assert (family(base), is_bare(base)) == (expected, bare)
