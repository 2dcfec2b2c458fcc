#pragma once

#include <functional>

#include "surgeline/net/address.hpp"
#include "surgeline/net/delay_heap.hpp"
#include "surgeline/net/descriptor.hpp"
#include "surgeline/net/ready_set.hpp"
#include "surgeline/net/worker.hpp"

namespace surgeline::traffic {

/// Accepts from one listener on one worker, in batches. When descriptors run out it pauses: those who wait stay in the
/// backlog, and the worker does not spin.
class acceptor final : net::ready_handler, net::alarm_handler {
 public:
  using welcome = std::function<void(net::descriptor client, const net::address& from)>;

  acceptor(net::worker& on, int listener, welcome take);
  acceptor(const acceptor&) = delete;
  acceptor& operator=(const acceptor&) = delete;
  ~acceptor() = default;

 private:
  void ready(std::uint32_t) override { accept_batch(); }
  void rang(net::alarm&, net::real_time) override { accept_batch(); }
  void accept_batch();

  const int listener_;
  const welcome take_;
  net::alarm pause_;
  net::registration place_;
};

}  // namespace surgeline::traffic
