# shellcheck shell=bash
# Commands of ./dev that make packages and images; sourced by it, and by nothing else.

# command_package [--try]: the .deb; with --try in a clean machine with systemd, from apt install to apt purge
command_package() {
  case "${1:-}" in
    '' | --try) ;;
    *) fail "package knows no '$1': ./dev help says what it knows" ;;
  esac
  need build package
  build release --target surgeline surgeline_pages
  (cd build/release && rm -f surgeline_*.deb && cpack --config CPackConfig.cmake)
  [[ "${1:-}" != --try ]] || try_package build/release/surgeline_*.deb
}

# try_package DEB: boots a Debian made of its packages, whose one job is packaging/machine/try.sh
try_package() {
  local machine
  need machine
  machine="$(mktemp -d)"
  say "a clean machine with systemd, by mmdebstrap"
  mmdebstrap --quiet --variant=minbase bookworm "$machine" \
    --include=systemd,systemd-sysv,dbus,man-db,bash-completion,ca-certificates
  cp "$1" "$machine/srv/surgeline.deb"
  boot_and_try "$machine"
}

# boot_and_try FOLDER: a machine that has the package as /srv/surgeline.deb
boot_and_try() {
  cp packaging/machine/try.sh "$1/srv/"
  cp packaging/machine/try.service "$1/etc/systemd/system/"
  ln -sf ../try.service "$1/etc/systemd/system/multi-user.target.wants/try.service"
  say "booting it"
  as_root systemd-nspawn --quiet --register=no --keep-unit --boot -D "$1" --resolv-conf=copy-host >"$1.log" 2>&1 || true
  cat "$1/srv/said" || fail "it has not come to its job: $1.log"
  [[ ! -e "$1/srv/wrong" ]] || fail "the package is not as it should be: $1"
  rm -rf "$1" "$1.log"
}

# image_builder: who makes images here: buildah or podman, or docker where its engine answers
image_builder() {
  if command -v buildah >/dev/null; then
    echo buildah
  elif docker info >/dev/null 2>&1; then
    echo docker
  else
    need image-tools >&2
    echo buildah
  fi
}

# command_image [--bootstrap] [--try]: docker/Dockerfile as `surgeline`; with --bootstrap on a Debian that is made of its packages, for who
# reaches no registry; with --try held against what is said of it
command_image() {
  local bootstrap=no tries=no builder words
  while (($#)); do
    case "$1" in
      --bootstrap) bootstrap=yes ;;
      --try) tries=yes ;;
      *) fail "image knows no '$1': ./dev help says what it knows" ;;
    esac
    shift
  done
  builder="$(image_builder)"
  words=(--build-arg "REVISION=$(git describe --always --dirty 2>/dev/null || echo unknown)" -f docker/Dockerfile -t surgeline)
  if [[ $bootstrap == yes ]]; then
    need machine image-tools
    say "a base of Debian's packages, by mmdebstrap"
    mmdebstrap --quiet --variant=minbase bookworm - | podman import --quiet - localhost/debian:12-slim
    words+=(--build-arg DEBIAN=localhost/debian:12-slim)
  fi
  say "building the image by $builder"
  if [[ $builder == docker ]]; then
    docker build "${words[@]}" .
  else
    # The format of Docker has health checks. What was compiled here once is not compiled again.
    words+=(--format docker --layers --isolation "${SURGELINE_ISOLATION:-oci}")
    local cache="${CCACHE_DIR:-$HOME/.cache/ccache}"
    [[ ! -d "$cache" ]] || words+=(--volume "$cache:/ccache")
    buildah bud "${words[@]}" .
  fi
  took "image"
  [[ $tries == yes ]] || return 0
  [[ $bootstrap == no ]] || stand_ins
  docker/try surgeline
  docker/try-compose
  command -v podman >/dev/null || return 0
  need_node_packages tests/manifests
  say "S1: the injector is down"
  node tests/manifests/s1.mjs
}

# stand_ins: what docker/compose.yml wants from a registry and Debian has too, made of Debian's packages under the names that it wants
stand_ins() {
  stand_in python:3.12-slim python3-minimal libpython3-stdlib <<<'RUN ln -s python3 /usr/bin/python'
  stand_in prom/prometheus:v2.55.1 prometheus <<'LINES'
ENTRYPOINT ["prometheus"]
CMD ["--config.file=/etc/prometheus/prometheus.yml", "--storage.tsdb.path=/tmp/prometheus"]
LINES
}

# stand_in IMAGE PACKAGE... <LINES: an image of these packages, and what more its Dockerfile says
stand_in() {
  podman image exists "docker.io/${1/#python/library/python}" && return
  say "$1, of Debian's ${*:2}"
  {
    echo "FROM localhost/debian:12-slim"
    echo "RUN apt-get update && apt-get install --yes --no-install-recommends ${*:2} && apt-get clean"
    cat
  } | buildah bud --quiet --isolation "${SURGELINE_ISOLATION:-oci}" -t "docker.io/${1/#python/library/python}" -f - "$(mktemp -d)"
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
