"""The scripts of the project of forms that are always compared; those of `bodies` are as well."""

FORMS = frozenset(
    """
    cast-bool cast-float cast-int cast-nested cast-over-lines cast-str default-another-read default-arithmetic
    default-boolean-words default-computed default-f-string default-hard-text default-infinity default-negative
    default-none default-number-without-cast default-with-or environ-get environ-setdefault environ-subscript
    from-os-import-environ-as getenv-keyword-default import-os-missing name-in-constant name-of-every-kind
    notebook-exec-of-arguments notebook-import-in-another-cell notebook-magics notebook-outputs notebook-two-on-one-line
    output-of-a-computed-path output-read-back r-as-logical r-default-numbers r-hard-text r-setenv-several
    variables-by-settings
    """.split()
)
