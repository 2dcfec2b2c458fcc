#pragma once

#include <string>

#include "real/site.hpp"

namespace surgeline::real {

/// The API of podman on a unix socket, the sidecar on another, and the archive of a small image; `more` goes into the
/// sidecar's file behind the proxy.
class podman_site : public site {
 public:
  explicit podman_site(const std::string& more = "") {
    must(R"(
      mkdir store run tmp image
      head -c 3000000 /dev/urandom >image/noise
      tar -C image -cf layer.tar .
    )");
    start(
        "podman --root store --runroot run --tmpdir tmp --storage-driver vfs --events-backend file"
        " --cgroup-manager cgroupfs system service --time 0 unix://$PWD/direct.sock"
    );
    define(R"(
      directly() { podman --remote --url unix://$PWD/direct.sock "$@"; }
      through() { podman --remote --url unix://$PWD/front.sock "$@"; }
      layer_of() { tar -xOf $1 $(tar -tf $1 | grep -m 1 '[0-9a-f]\.tar$'); }
      there_and_back() {
        through import -q layer.tar localhost/noise:1 &&
          through save -q -o saved.tar localhost/noise:1 && layer_of saved.tar | cmp - layer.tar
      })");
    wait_until("directly version");
    put_sidecar_before("unix:$PWD/direct.sock", "unix:$PWD/front.sock", more);
  }
};

}  // namespace surgeline::real
