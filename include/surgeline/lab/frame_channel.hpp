#pragma once

#include <cstdint>
#include <span>

#include "surgeline/lab/channel.hpp"
#include "surgeline/lab/frame_reader.hpp"

namespace surgeline::lab {

/// One end of a connection that speaks frames: what arrives is put together.
class frame_channel : public channel {
 public:
  /// `handler` is told of the socket's edges; `heard` is the sort of frame that the other side sends.
  frame_channel(net::worker& on, net::ready_handler& handler, model::frame::sort heard)
      : channel(on, handler), reader_(heard) {}

  /// Lets go of the socket, and of everything that waits.
  void close() {
    channel::close();
    reader_.restart();
  }
  /// Puts a frame behind what waits to be sent; there need be no socket yet.
  void queue(const model::frame& what) { channel::queue(what.encode()); }
  /// Reads what has arrived by the event that `events` tells of; each frame goes to `take`, which must not destroy the channel.
  /// False when the connection is lost, or the other side does not speak frames.
  template <class Take>
  bool receive(std::uint32_t events, const Take& take) {
    return channel::receive(events, [&](std::span<const std::byte> bytes) {
      return reader_.read(bytes, take);
    });
  }

 private:
  frame_reader reader_;
};

}  // namespace surgeline::lab
