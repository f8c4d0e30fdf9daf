from needs import skipped


def test_what_was_skipped_is_one_line_by_reason():
    reasons = ["Skipped: needs PostgreSQL", *["Skipped: needs R"] * 3, "Skipped: needs buildx"]
    assert skipped(reasons) == "5 skipped: needs R (3), needs PostgreSQL (1), needs buildx (1)"
