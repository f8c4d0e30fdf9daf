from hatch_claimed.checks.links import link


def test_a_rule_has_an_anchor_in_the_reference():
    assert link("CLM012") == "https://github.com/hatch-claimed/hatch-claimed/blob/main/docs/rules.md#clm012"
