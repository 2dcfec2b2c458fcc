#pragma once

#include <gtest/gtest.h>

#include <cstdio>
#include <string>

#include "real/site.hpp"

namespace surgeline::real {

/// A sidecar that speaks HTTP, before servers that say what they got. Lines know these too: `clients` (the folder of our own
/// client programs), `python` (Debian's own, which has Debian's packages), `through` and `past` (the URLs of the server, by way
/// of the sidecar and without it).
class http_site : public site {
 public:
  http_site() {
    define("clients='" SURGELINE_SOURCE_DIR "/tests/real/clients' python=/usr/bin/python3");
    define("past=http://127.0.0.1:$direct");
  }

 protected:
  /// The server of `clients/server.mjs`, on a port or a unix socket.
  void start_node(const std::string& where) { start("node $clients/server.mjs " + where); }
  /// The sidecar, with more lines for its proxy's table.
  void put_http_sidecar(const std::string& more = "") {
    put_sidecar_before("127.0.0.1:$direct", "127.0.0.1:0", "protocol = \"http\"\n" + more);
    define("through=http://$front");
  }
};

/// A Node server behind the sidecar.
class node_site : public http_site {
 public:
  explicit node_site(const std::string& more = "") {
    start_node("$direct");
    wait_until("curl -sf $past/bytes/0");
    put_http_sidecar(more);
  }

  /// Whether one of our programs ends well that compares what it does with what the sidecar says; that is printed.
  testing::AssertionResult finds(const std::string& program, duration limit = patience) const {
    const outcome done = run("node $clients/" + program + " $through $past $telemetry", limit);
    std::printf("%s", done.said.c_str());
    if (done.exit_code == 0) return testing::AssertionSuccess();
    return testing::AssertionFailure() << program << " says\n" << done.said;
  }
};

}  // namespace surgeline::real
