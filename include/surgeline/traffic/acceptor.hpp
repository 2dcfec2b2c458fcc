#pragma once

#include <functional>

#include "surgeline/net/address.hpp"
#include "surgeline/net/delay_heap.hpp"
#include "surgeline/net/descriptor.hpp"
#include "surgeline/net/listener.hpp"
#include "surgeline/net/ready_set.hpp"
#include "surgeline/net/worker.hpp"
#include "surgeline/traffic/counts.hpp"

namespace surgeline::traffic {

/// Accepts from one listener on one worker, in batches. When descriptors run out it pauses: those who wait stay in the
/// backlog, and the worker does not spin. Who has waited too long is reset.
class acceptor final : net::ready_handler, net::alarm_handler {
 public:
  using welcome = std::function<void(net::descriptor client, const net::address& from)>;

  /// Pauses and refusals are counted in `tally`.
  acceptor(net::worker& on, net::listener& at, counts& tally, welcome take);
  acceptor(const acceptor&) = delete;
  acceptor& operator=(const acceptor&) = delete;
  ~acceptor() = default;

  /// Has the listener refuse everybody, or take clients in again; only where it can. If it cannot have its address back at
  /// once it pauses and tries again.
  void refuse();
  void take_in();
  /// To be called once the listener is shut: accepts who still waits, and who was in the middle of his handshake; then
  /// calls `done`, which may destroy this.
  void leave(std::function<void()> done);

 private:
  void ready(std::uint32_t) override { accept_batch(); }
  void rang(net::alarm&, net::real_time) override;
  void watch();
  void accept_batch();
  void nobody_waits();
  void exhausted();
  void refuse_batch();
  void finish();

  net::worker& worker_;
  net::listener& listener_;
  counts& tally_;
  const welcome take_;
  net::alarm alarm_;       // rings when a pause is over, or the time for the last handshakes
  net::descriptor spare_;  // closed to accept somebody whom nothing but a refusal awaits
  int pauses_in_a_row_ = 0;
  bool refuses_ = false;
  bool last_look_ = false;      // the time for handshakes is over
  std::function<void()> left_;  // set while leaving
  net::registration place_;
};

}  // namespace surgeline::traffic
