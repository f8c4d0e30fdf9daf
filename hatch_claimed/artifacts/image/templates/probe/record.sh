# Records the environment that it is started in, as shell assignments: NAME becomes claimed_NAME.
set -eu
found=$1
quoted() {
  printf '%s\n' "$1" | LC_ALL=C sed "s/'/'\\\\''/g; 1s/^/'/; \$s/\$/'/"
}
# Packages that the user has for itself are found from any other home as well, if Python is told where they are.
for python in python python3; do
  if command -v "$python" >/dev/null 2>&1; then
    own=$("$python" "$found/user_base.py") || own=
    if [ -n "$own" ]; then export PYTHONUSERBASE="$own"; fi
    break
  fi
done
if command -v Rscript >/dev/null 2>&1; then
  own=$(Rscript --no-save --no-init-file "$found/user_library.R") || own=
  if [ -n "$own" ]; then export R_LIBS_USER="$own"; fi
fi
: >"$found/environment.new"
: >"$found/names.new"
env | LC_ALL=C sed -n 's/^\([A-Za-z_][A-Za-z0-9_]*\)=.*/\1/p' | LC_ALL=C sort -u >"$found/all"
while read -r name; do
  case $name in
    # of the process, the session or the user, or of this build
    _ | PWD | OLDPWD | SHLVL | PPID | PS1 | SHELLOPTS | BASHOPTS | UID | EUID | GID | HOSTNAME | HOME | USER | LOGNAME | \
      MAIL | SHELL | TERM | LINES | COLUMNS | TMPDIR | TMP | TEMP | SSH_* | CLAIMED_* | claimed_* | SOURCE_DATE_EPOCH | \
      [Hh][Tt][Tt][Pp]_[Pp][Rr][Oo][Xx][Yy] | [Hh][Tt][Tt][Pp][Ss]_[Pp][Rr][Oo][Xx][Yy] | \
      [Ff][Tt][Pp]_[Pp][Rr][Oo][Xx][Yy] | [Aa][Ll][Ll]_[Pp][Rr][Oo][Xx][Yy] | [Nn][Oo]_[Pp][Rr][Oo][Xx][Yy]) continue ;;
  esac
  # a line of another variable's value may look like one
  eval "is_set=\${$name+yes} value=\${$name-}"
  [ -n "$is_set" ] || continue
  printf 'claimed_%s=%s\n' "$name" "$(quoted "$value")" >>"$found/environment.new"
  printf '%s\n' "$name" >>"$found/names.new"
done <"$found/all"
mv "$found/environment.new" "$found/environment"
mv "$found/names.new" "$found/names"
rm -f "$found/all"
if [ -n "${2-}" ]; then : >"$found/$2"; fi
