#pragma once

#include <string>

#include "real/site.hpp"

namespace surgeline::real {

/// A Redis that keeps nothing on disk.
class redis_site : public site {
 public:
  redis_site() {
    start("redis-server --port $direct --bind 127.0.0.1 --save '' --enable-debug-command local");
    wait_until("redis-cli -p $direct ping");
    put_sidecar_before("127.0.0.1:$direct");
  }
};

}  // namespace surgeline::real
