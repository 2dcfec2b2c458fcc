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

# need_node_packages FOLDER...: those that the lockfiles there name
need_node_packages() {
  local folder lock stamp
  for folder in "$@"; do
    lock="$folder/package-lock.json" stamp="$folder/node_modules/.installed"
    cmp -s "$lock" "$stamp" && continue
    say "installing the Node packages of $folder"
    npm --prefix "$folder" ci --ignore-scripts --loglevel=error
    cp "$lock" "$stamp"
  done
}

# command_real [GoogleTest arguments]: real servers behind the program of the dev build, and real clients before it
command_real() {
  local test failed=()
  need build test real
  need_node_packages tests/real/clients tests/real/live scenarios/orders
  build dev --target real_tests
  for test in build/dev/tests/real/*_test; do
    say "${test##*/}"
    "$test" "$@" || failed+=("${test##*/}")
  done
  # Nothing of GoogleTest's: whoever chose some tests did not choose this.
  if [[ "$*" != *--gtest_filter* ]]; then
    say "boards.mjs"
    node tests/real/boards.mjs build/dev/surgeline || failed+=("boards.mjs")
    command_page || failed+=("page")
  fi
  ((${#failed[@]} == 0)) || fail "failed with real servers: ${failed[*]}"
  took "real"
}

# lint_scripts: every JavaScript file of ours
lint_scripts() {
  need_node_packages tests/scripts
  say "eslint dashboards tests scenarios"
  node tests/scripts/node_modules/eslint/bin/eslint.js -c tests/scripts/eslint.config.mjs dashboards tests scenarios
}

# command_page [--pictures FOLDER]: the live page in a real Chromium, on a real sidecar with traffic, and the pages of reports; or
# pictures of the live page
command_page() {
  need build real
  need_node_packages tests/real/live
  build dev --target surgeline
  say "the live page and the pages of reports in Chromium"
  case "${1:-}" in
    '')
      SURGELINE_BINARY=build/dev/surgeline node --test --test-reporter=spec \
        tests/real/live/page_test.mjs tests/real/live/figures_test.mjs tests/real/report_page.mjs
      ;;
    --pictures) SURGELINE_BINARY=build/dev/surgeline node tests/real/live/pictures.mjs "${2:?a folder for them}" ;;
    *) fail "page knows no '$1': ./dev help says what it knows" ;;
  esac
}

# command_boards [--types]: what Grafana reads, from dashboards/grafana/source; with --types held against Grafana's own types
command_boards() {
  command -v node >/dev/null || fail "boards are written by Node: install nodejs"
  say "writing the boards"
  node dashboards/grafana/generate.mjs
  case "${1:-}" in
    '') ;;
    --types)
      need_node_packages tests/dashboards/types
      node tests/dashboards/types/check.mjs
      ;;
    *) fail "boards knows no '$1': ./dev help says what it knows" ;;
  esac
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

# fuzz_with NAME MINUTES SOURCE...: libFuzzer on tests/fuzz/NAME_fuzz.cpp and these sources, from the corpus in the repository,
# which it adds to
fuzz_with() {
  local name="$1" minutes="$2" corpus="tests/fuzz/corpus/$1" found="build/fuzz/found-$1"
  shift 2
  mkdir -p "$found"
  say "building ${name}_fuzz with clang++-19"
  clang++-19 -std=c++20 -O1 -g -fsanitize=fuzzer,address,undefined -fno-sanitize-recover=all -DNDEBUG -Iinclude -Itests \
    "tests/fuzz/${name}_fuzz.cpp" "$@" -pthread -o "build/fuzz/${name}_fuzz"
  say "fuzzing ${name} for $minutes min on $jobs CPUs"
  "build/fuzz/${name}_fuzz" -fork="$jobs" -max_total_time=$((minutes * 60)) -max_len=4096 -timeout=5 -rss_limit_mb=2048 \
    -artifact_prefix=build/fuzz/ -dict="tests/fuzz/$name.dict" "$found" "$corpus"
  say "keeping what adds something"
  "build/fuzz/${name}_fuzz" -set_cover_merge=1 -max_len=4096 "$corpus" "$found"
}

# command_fuzz [--minutes N]: what reads HTTP, and what reads the bodies and paths of Toxiproxy's API, so long each
command_fuzz() {
  local minutes=10
  if [[ "${1:-}" == --minutes ]]; then
    [[ "${2:-}" =~ ^[1-9][0-9]*$ ]] || fail "--minutes is a whole number from 1 on"
    minutes="$2"
  elif (($#)); then
    fail "fuzz knows no '$1': ./dev help says what it knows"
  fi
  need build fuzz
  fuzz_with http "$minutes" proxy/http/{message_head,body_frame,beast}.cpp proxy/lab/message_reader.cpp proxy/net/asio.cpp proxy/core/request_head.cpp \
    -DBOOST_BEAST_SEPARATE_COMPILATION -DBOOST_ASIO_SEPARATE_COMPILATION
  fuzz_with toxiproxy "$minutes" proxy/admin/{toxiproxy_{json,json_write,path},path_parts}.cpp proxy/sidecar/{toxic,guest}.cpp \
    proxy/core/*.cpp proxy/fault/{catalog,target,correlation,pattern}.cpp \
    proxy/config/{checker,reader,value,text,fold,schema_value}.cpp -lboost_json -lfmt -lre2
  took "fuzz"
}
