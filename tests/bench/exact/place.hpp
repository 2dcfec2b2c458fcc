#pragma once

#include <cstdint>
#include <memory>
#include <string>

#include "surgeline/fault/plan.hpp"
#include "surgeline/net/listener.hpp"
#include "surgeline/net/worker.hpp"
#include "surgeline/traffic/proxy.hpp"

namespace surgeline::bench {

/// Both ends of a connection through the proxy.
struct line {
  net::descriptor client, upstream;
  fault::subject who;          ///< as the proxy knows it
  std::uint64_t answered = 0;  ///< bytes that have come from the upstream
};

/// The proxy on a worker, between ends that are both in this process: what is said and heard has one clock.
class place {
 public:
  place();

  /// One more connection.
  line connect();
  /// Puts one fault in force on every connection; what it decides, anybody may ask the plan too.
  std::shared_ptr<const fault::plan> arm(std::string id, fault::kind what);
  void clear() { put_in_force(fault::nothing_armed()); }

 private:
  void put_in_force(std::shared_ptr<const fault::plan> plan);

  net::listener server_;
  net::worker worker_;
  net::run_clock clock_;
  std::unique_ptr<traffic::proxy> front_;
  std::uint64_t connected_ = 0;
};

}  // namespace surgeline::bench
