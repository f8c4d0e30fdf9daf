# The image's PATH and PYTHONPATH lead to what answers C3's commands (see `commands`). Scripts and all that they start
# have these variables as the base image has them. Sourced with `_claimed_home`, the launcher's folder.

_claimed_variables=
_claimed_leave_variables() {
  while :; do
    case ${PATH-} in
      *":$_claimed_home/bin") PATH=${PATH%":$_claimed_home/bin"} ;;
      *) break ;;
    esac
  done
  while :; do
    case ${PYTHONPATH-} in
      "$_claimed_home/commands":*) PYTHONPATH=${PYTHONPATH#*:} ;;
      "$_claimed_home/commands") unset PYTHONPATH ;;
      *) break ;;
    esac
    _claimed_variables=yes
  done
}

_claimed_take_variables() {
  export PATH="$PATH:$_claimed_home/bin" PYTHONPATH="$_claimed_home/commands${PYTHONPATH:+:$PYTHONPATH}"
}
