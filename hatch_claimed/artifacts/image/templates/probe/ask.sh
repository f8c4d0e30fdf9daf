# Asks a base image what its own user has, by the shell that its SHELL names: the variables that this shell and the
# entry point set, and the packages in the user's home. Nothing of this stage stays in an image but what is asked.
set -eu
found=${0%/*}
: >"$found/environment"
: >"$found/names"
sh "$found/record.sh" "$found"
if [ -n "${CLAIMED_ENTRY_POINT-}" ]; then
  eval "set -- $CLAIMED_ENTRY_POINT"
  unset CLAIMED_ENTRY_POINT
  patience=
  if timeout 1 true >/dev/null 2>&1; then patience='timeout 20'; fi
  # what it prints goes to the log of the build
  $patience "$@" sh "$found/record.sh" "$found" entered </dev/null >&2 || true
  if ! [ -e "$found/entered" ]; then
    echo "claimed: the base image's entry point starts no command, so that nothing is known of variables that it sets: $*" >&2
  fi
fi
