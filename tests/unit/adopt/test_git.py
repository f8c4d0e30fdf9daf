from pathlib import PurePosixPath

import pytest

from hatch_claimed.adopt.git import git_repository


@pytest.mark.parametrize(
    ("url", "registry", "ci"),
    [
        ("git@github.com:Some/Repo.git", "ghcr.io/some/repo", "github"),
        ("https://github.com/Some/Repo", "ghcr.io/some/repo", "github"),
        ("https://someone:secret@github.com/some/repo.git", "ghcr.io/some/repo", "github"),
        ("ssh://git@gitlab.com:22/group/sub/repo.git/", "registry.gitlab.com/group/sub/repo", "gitlab"),
        ("https://gitlab.example.com/group/repo.git", None, "gitlab"),
        ("https://git.example.com/group/repo.git", None, "github"),
        ("../elsewhere", None, "github"),
        ("/srv/git/x.git", None, "github"),
    ],
)
def test_the_remote_tells_where_images_may_live(tree, url, registry, ci):
    config = f'[core]\n\tbare = false\n[remote "origin"]\n\turl = {url}\n\tfetch = +refs/heads/*\n[branch "main"]\n'
    git = git_repository(tree({".git/config": config}), PurePosixPath())
    assert (git.registry, git.ci) == (registry, ci)


def test_without_git_nothing_is_known(tree):
    git = git_repository(tree(), PurePosixPath())
    assert (git.host, git.registry, git.ci) == ("", None, "github")


@pytest.mark.parametrize(("name", "ci"), [(".gitlab-ci.yml", "gitlab"), (".github/workflows/x.yml", "github")])
def test_a_ci_that_is_there_is_the_one(tree, name, ci):
    config = '[remote "origin"]\n\turl = https://gitlab.com/a/b\n' if ci == "github" else ""
    assert git_repository(tree({name: "", ".git/config": config}), PurePosixPath()).ci == ci
