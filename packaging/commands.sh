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

# What docker/ has, against the types of Kubernetes, the restricted profile and the series of docs/metrics.md; and every file for a sidecar.
lint_manifests() {
  say "docker/kubernetes and docker/grafana, by the types of Kubernetes"
  npm --prefix tests/manifests ci --loglevel=error >/dev/null
  node tests/manifests/check.mjs
  [[ -x build/dev/surgeline ]] || return 0
  local file
  for file in packaging/*.toml docker/demo/*.toml docker/kubernetes/*/*.toml; do build/dev/surgeline check "$file" >/dev/null; done
}
