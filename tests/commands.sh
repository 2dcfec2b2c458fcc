# shellcheck shell=bash
# The commands of ./dev that measure, or need more than tests do. It is read by ./dev, whose functions it uses.

# command_bench [NAME [arguments]]: one benchmark, or all of them as they come; of the long ones a quick look then
command_bench() {
  local bench name missed=0
  need build test bench
  if (($#)); then
    name="$1"
    shift
    [[ -e tests/bench/$name || -n "$(compgen -G "tests/bench/$name*.cpp")" ]] || fail "there is no benchmark '$name'"
    build release --target "${name}_bench"
    "build/release/benches/${name}_bench" "$@"
    return
  fi
  build release --target benches
  for bench in build/release/benches/*_bench; do
    name="${bench##*/}"
    say "$name"
    case "$name" in
      l4_bench | http_bench | control_bench | exact_bench) "$bench" --quick || missed=$? ;;
      *) "$bench" ;;
    esac
  done
  took "bench"
  return "$missed"
}

# command_real [GoogleTest arguments]: real servers behind the program of the dev build
command_real() {
  local test failed=()
  need build test real
  build dev --target real_tests
  for test in build/dev/tests/real/*_test; do
    say "${test##*/}"
    "$test" "$@" || failed+=("${test##*/}")
  done
  ((${#failed[@]} == 0)) || fail "failed with real servers: ${failed[*]}"
  took "real"
}

command_soak() {
  local seconds=30 connections=2000 flips=20 preset=dev
  while (($#)); do
    case "$1" in
      --seconds | --connections | --flips | --preset)
        (($# > 1)) || fail "$1 needs a value"
        printf -v "${1#--}" '%s' "$2"
        shift 2
        ;;
      *) fail "soak knows no '$1': ./dev help says what it knows" ;;
    esac
  done
  [[ "$preset" =~ ^(dev|asan|tsan)$ ]] || fail "there is no preset '$preset' with tests: dev, asan or tsan"
  [[ "$seconds $connections $flips" =~ ^[1-9][0-9]*\ [1-9][0-9]*\ [1-9][0-9]*$ ]] ||
    fail "--seconds, --connections and --flips are whole numbers from 1 on"
  need build test
  build "$preset" --target e2e_test
  say "soaking for $seconds s: $connections connections, $flips flips a second ($preset)"
  SURGELINE_SOAK_SECONDS="$seconds" SURGELINE_SOAK_CONNECTIONS="$connections" SURGELINE_SOAK_FLIPS="$flips" \
    TSAN_OPTIONS="halt_on_error=1:second_deadlock_stack=1" \
    "build/$preset/tests/e2e_test" --gtest_filter='Soak.*'
  took "soak"
}
