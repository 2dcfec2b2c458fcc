# shellcheck shell=bash
# Commands of ./dev that make packages; sourced by it, and by nothing else.

command_package() {
  need build package
  build release --target surgeline surgeline_pages
  (cd build/release && rm -f surgeline_*.deb && cpack --config CPackConfig.cmake)
}

command_need() {
  (($#)) || fail "need: which group of docs/dependencies.md?"
  need "$@"
}
