# shellcheck shell=bash
# Words in which docker/try and docker/try-compose hold something against what is said of it. What was not so is in $wrong at the end.
# shellcheck disable=SC2034 # wrong: whoever reads this in ends with it
folder="$(mktemp -d)"
wrong=0

is() { # is WHAT THAT...: whether that command is content
  what="$1"
  shift
  if "$@" >"$folder/said" 2>&1; then echo "ok     $what"; else
    echo "NOT SO $what"
    sed 's/^/       /' "$folder/said"
    wrong=1
  fi
}
says() { # says TEXT THAT...: whether that command says it, however it ends
  text="$1"
  shift
  "$@" >"$folder/words" 2>&1 || true
  cat "$folder/words"
  grep -q -- "$text" "$folder/words"
}
within() { # within SECONDS THAT...: whether it is content before that
  left="$1"
  shift
  until "$@" >"$folder/last" 2>&1; do
    left=$((left - 1))
    if [ "$left" -le 0 ]; then
      cat "$folder/last"
      return 1
    fi
    sleep 1
  done
}
