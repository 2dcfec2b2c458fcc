#pragma once

#include <cstddef>
#include <cstdint>
#include <optional>
#include <span>
#include <system_error>
#include <vector>

#include "surgeline/net/descriptor.hpp"
#include "surgeline/net/worker.hpp"

namespace surgeline::lab {

/// One end of a connection: what is said goes out in one send a batch. It lives on its worker's thread.
class channel {
 public:
  /// Bytes that may wait to be sent; whoever lets more pile up is cut off.
  static constexpr std::size_t most_queued = std::size_t{1} << 20;

  /// `handler` is told of the socket's edges.
  channel(net::worker& on, net::ready_handler& handler) : on_(on), handler_(handler) {}

  bool is_open() const { return static_cast<bool>(socket_); }
  /// Takes a socket that is connected, or about to be.
  void open(net::descriptor socket, std::error_code& error);
  /// Lets go of the socket, and of everything that waits.
  void close();
  /// The same with a real RST; what was not sent is lost.
  void reset();
  /// What became of connecting, once the socket is writable.
  std::error_code pending_error() const;

  /// Puts bytes behind what waits to be sent; there need be no socket yet. What is longer than `most_queued` may still be put
  /// behind nothing.
  void queue(std::span<const std::byte> bytes);
  /// Sends what waits; false when the connection is lost.
  bool flush();

  /// Reads what has arrived by the event that `events` tells of; the bytes go to `take`, which must not destroy the channel and
  /// says whether they make sense. False when the connection is lost, or they do not.
  template <class Take>
  bool receive(std::uint32_t events, const Take& take) {
    note(events);
    while (const auto bytes = read()) {
      if (!take(*bytes)) return false;
      if (!expects_more(bytes->size())) return true;
    }
    return !ended_;
  }

 private:
  void note(std::uint32_t events);
  /// The bytes of one read; empty when there are none, and `ended_` if there never will be.
  std::optional<std::span<const std::byte>> read();
  /// Whether to read on after so many bytes: a short read has drained the socket, a full one gives way to others.
  bool expects_more(std::size_t read);

  net::worker& on_;
  net::ready_handler& handler_;
  net::descriptor socket_;
  net::registration place_;  // gone before the descriptor is
  std::vector<std::byte> queued_;
  bool hung_up_ = false;  // the other side has said its last: read to the end
  bool ended_ = false;
};

}  // namespace surgeline::lab
