#pragma once

#include <sys/resource.h>
#include <unistd.h>

#include "surgeline/net/descriptor.hpp"

namespace surgeline::traffic {

/// Leaves the process with no descriptor to spare while it exists.
class no_descriptors {
 public:
  /// Apart from `spared` ones.
  explicit no_descriptors(rlim_t spared = 0) {
    getrlimit(RLIMIT_NOFILE, &before_);
    const net::descriptor next{dup(0)};
    const rlimit none{
        .rlim_cur = static_cast<rlim_t>(next.get()) + spared,
        .rlim_max = before_.rlim_max
    };
    setrlimit(RLIMIT_NOFILE, &none);
  }
  no_descriptors(const no_descriptors&) = delete;
  no_descriptors& operator=(const no_descriptors&) = delete;
  ~no_descriptors() { setrlimit(RLIMIT_NOFILE, &before_); }

 private:
  rlimit before_{};
};

}  // namespace surgeline::traffic
