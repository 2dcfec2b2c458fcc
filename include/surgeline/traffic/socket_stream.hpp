#pragma once

#include <cstdint>

#include "surgeline/net/descriptor.hpp"
#include "surgeline/net/ready_set.hpp"
#include "surgeline/traffic/stream.hpp"

namespace surgeline::traffic {

/// A stream over a plain socket. Edges are turned into states here: an edge is told once, so what it said is remembered
/// until a call uses it up.
class socket_stream final : public stream, net::ready_handler {
 public:
  /// Takes over a non-blocking socket; `opening` while its connect is under way. A failure shows as `is_broken`.
  socket_stream(
      net::ready_set& set,
      net::descriptor socket,
      stream_owner& owner,
      bool opening = false
  );

  transfer receive(std::span<std::byte> into) override;
  transfer send(std::span<const std::byte> from) override;
  bool can_splice() const override { return true; }
  transfer fill(net::pipe& into, std::size_t most) override;
  transfer pour(net::pipe& from) override;
  void finish() override;
  bool is_taken() const override;
  void reset() override;
  std::error_code error() override;
  void again() override { place_.again(); }

 private:
  void ready(std::uint32_t events) override;
  void lost_while_sending(std::error_code why);

  net::descriptor socket_;
  net::registration place_;  // gone before the socket is closed
  stream_owner& owner_;
  std::error_code error_;
  bool end_seen_ = false;  // an end or an error has made its edge: read on until it comes
};

}  // namespace surgeline::traffic
