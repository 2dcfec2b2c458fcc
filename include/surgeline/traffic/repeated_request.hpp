#pragma once

#include <cstddef>
#include <cstdint>
#include <list>
#include <memory>
#include <span>
#include <vector>

#include "surgeline/core/time.hpp"
#include "surgeline/net/address.hpp"
#include "surgeline/net/delay_heap.hpp"
#include "surgeline/net/worker.hpp"
#include "surgeline/traffic/stream.hpp"

namespace surgeline::traffic {

class repeated_request;
/// The repeated requests of one proxy on one worker; they outlive the connections that they came from.
using repeated_requests = std::list<repeated_request>;

/// A request that reaches its upstream a second time, on a connection of its own; nobody hears the answer. It is collected while
/// it passes, sent when it is due, and gone when the upstream has answered or too much time has passed.
class repeated_request final : public stream_owner, net::alarm_handler {
 public:
  /// `gap` is how much later it is to be there; `wanted_by` is the slot of the fault.
  repeated_request(
      repeated_requests& home,
      net::worker& on,
      const net::address& to,
      duration gap,
      std::uint32_t wanted_by
  );
  repeated_request(const repeated_request&) = delete;
  repeated_request& operator=(const repeated_request&) = delete;

  /// More of the request passes.
  void add(std::span<const std::byte> bytes) {
    text_.insert(text_.end(), bytes.begin(), bytes.end());
  }
  duration gap() const { return gap_; }
  std::uint32_t wanted_by() const { return wanted_by_; }
  std::size_t size() const { return text_.size(); }
  /// It is complete, and due then.
  void send_at(net::real_time due);
  /// It never will be: destroys this.
  void give_up() { home_.erase(place); }

  repeated_requests::iterator place;  ///< in its home

 private:
  void stirred() override;
  void rang(net::alarm& which, net::real_time now) override;

  repeated_requests& home_;
  net::worker& worker_;
  const net::address to_;
  const duration gap_;  // file time
  const std::uint32_t wanted_by_;
  net::alarm alarm_;  // rings when it is due, or has taken too long
  std::unique_ptr<stream> upstream_;
  std::vector<std::byte> text_;
  std::size_t sent_ = 0;
};

}  // namespace surgeline::traffic
