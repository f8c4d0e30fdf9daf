# Gives whoever runs the image a home to write to and a name: any user id of any group, also with a read-only root. The
# same as the Python launcher's home.py and private.py. `run` reads this file, and its variables have odd names like its.

_claimed_settle_home() {
  _claimed_user=$(id -u)
  if [ -z "${LOGNAME-}${USER-}${LNAME-}${USERNAME-}" ] && ! id -un >/dev/null 2>&1; then
    export USER="user$_claimed_user" LOGNAME="user$_claimed_user"
  fi
  # as docker and Kubernetes leave it for a user without a passwd entry
  _claimed_old=${HOME:-/}
  if [ "$_claimed_old" = / ]; then _claimed_old=$PWD; fi
  if [ "$_claimed_old" != / ] && _claimed_can_write "$_claimed_old"; then
    export HOME="$_claimed_old"
  elif _claimed_find_private; then
    export HOME="$_claimed_private/home"
    _claimed_furnish "$HOME" "$_claimed_old" 3 .
  fi
  # what base images set, to folders of their own user
  for _claimed_name in XDG_CACHE_HOME XDG_CONFIG_HOME XDG_DATA_HOME XDG_STATE_HOME \
    R_USER_CACHE_DIR R_USER_CONFIG_DIR R_USER_DATA_DIR; do
    eval "_claimed_old=\${$_claimed_name-}"
    if [ -z "$_claimed_old" ] || _claimed_can_make "$_claimed_old" || ! _claimed_find_private; then continue; fi
    export "$_claimed_name=$_claimed_private/$_claimed_name"
    _claimed_furnish "$_claimed_private/$_claimed_name" "$_claimed_old" 2 ''
  done
}

_claimed_can_write() { [ -d "$1" ] && [ -w "$1" ] && [ -x "$1" ]; }

_claimed_can_make() {
  _claimed_path=$1
  while ! [ -e "$_claimed_path" ] && ! [ -L "$_claimed_path" ]; do
    case $_claimed_path in
      /*/*) _claimed_path=${_claimed_path%/*} ;;
      /*) _claimed_path=/ ;;
      *) return 1 ;;
    esac
  done
  _claimed_can_write "$_claimed_path"
}

# A folder below the temporary one that is this user's alone. Its name is known, so that a container that starts again
# finds its caches; what somebody else made by this name, or may enter, is left alone.
_claimed_find_private() {
  for _claimed_path in "${TMPDIR-}" "${TEMP-}" "${TMP-}" /tmp /var/tmp; do
    case $_claimed_path in
      '') continue ;;
      /*) _claimed_private=${_claimed_path%/}/claimed-$_claimed_user ;;
      *) _claimed_private=$PWD/$_claimed_path/claimed-$_claimed_user ;;
    esac
    if (umask 077 && mkdir "$_claimed_private") 2>/dev/null || _claimed_is_own "$_claimed_private"; then return; fi
    if _claimed_private=$(mktemp -d "$_claimed_private-XXXXXXXXXXXX" 2>/dev/null); then return; fi
  done
  return 1
}

_claimed_is_own() {
  [ -d "$1" ] && ! [ -L "$1" ] && [ -w "$1" ] || return 1
  # shellcheck disable=SC2012 # all that is read is the mode and the owner's number
  _claimed_line=$(ls -ldn "$1") || return 1
  # shellcheck disable=SC2086 # split into its columns
  set -- $_claimed_line
  [ "$3" = "$_claimed_user" ] && case $1 in drwx------*) ;; *) false ;; esac
}

_claimed_begins() { case $1 in "$2"*) ;; *) false ;; esac }

# Makes a folder $1 that has what folder $2 has, by links, and can be written to. Folders whose names begin with $4 are
# where libraries write: down to a depth of $3, as in `.cache/R/renv`, they are made anew.
_claimed_furnish() {
  (umask 077 && mkdir -p "$1") 2>/dev/null
  for _claimed_path in "$2"/* "$2"/.[!.]* "$2"/..?*; do
    _claimed_name=${_claimed_path##*/}
    if [ "$3" -gt 0 ] && [ -d "$_claimed_path" ] && ! [ -L "$_claimed_path" ] && _claimed_begins "$_claimed_name" "$4"; then
      _claimed_furnish "$1/$_claimed_name" "$_claimed_path" $(($3 - 1)) ''
    elif [ -e "$_claimed_path" ] && ! [ -e "$1/$_claimed_name" ] && ! [ -L "$1/$_claimed_name" ]; then
      ln -s "$_claimed_path" "$1/$_claimed_name" 2>/dev/null
    fi
  done
}
