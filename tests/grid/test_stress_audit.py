import importlib.util
import sys
from pathlib import Path

import pytest


@pytest.fixture(scope="module")
def judge():
    spec = importlib.util.spec_from_file_location("claimed_test_audit", Path(__file__).with_name("stress_audit.py"))
    module = importlib.util.module_from_spec(spec)
    sys.modules[spec.name] = module
    spec.loader.exec_module(module)
    return module.judge


def records(*lines):
    return "".join(f"{line}\n" for line in lines)


def test_batch_that_runs_again_while_its_owner_lives_is_a_double(judge):
    verdict = judge(records("start a x", "start b x", "done b x"))
    assert verdict.doubles == ["x: b after a"]


def test_batch_that_runs_again_after_it_was_processed_is_a_double_whoever_dies(judge):
    assert judge(records("start a x", "end a x", "done a x", "start b x")).doubles == ["x: b after a"]
    assert judge(records("start a x", "end a x", "done a x", "killed a", "start b x")).doubles == ["x: b after a"]


@pytest.mark.parametrize("end", ["killed a", "stopped a", "lost a x", "released a x"])
def test_batch_may_run_again_when_its_owner_is_gone_or_has_given_it_up(judge, end):
    verdict = judge(records("start a x", end, "start b x", "done b x"))
    assert (verdict.doubles, verdict.starts) == ([], 2)


def test_death_of_another_worker_excuses_nothing(judge):
    assert judge(records("start a x", "start c y", "killed c", "start b x")).doubles == ["x: b after a"]


def test_late_result_of_a_frozen_worker_is_fenced_or_kept(judge):
    fenced = judge(records("start a x", "stopped a", "start b x", "done b x", "continued a", "lost a x"))
    assert (fenced.frozen, fenced.fenced, fenced.kept, fenced.doubles) == (1, 1, [], [])
    kept = judge(records("start a x", "stopped a", "start b x", "continued a", "done a x"))
    assert kept.kept == ["x: a"]


def test_frozen_worker_that_nobody_replaced_may_finish(judge):
    verdict = judge(records("start a x", "end a x", "stopped a", "continued a", "done a x"))
    assert (verdict.kept, verdict.doubles, verdict.frozen) == ([], [], 0)
