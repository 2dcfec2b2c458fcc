#pragma once

#include <cstddef>
#include <cstdint>
#include <optional>
#include <string_view>

#include "surgeline/core/chance.hpp"
#include "surgeline/core/time.hpp"
#include "surgeline/fault/effect.hpp"
#include "surgeline/fault/exchange.hpp"

namespace surgeline::fault {

/// What a kind's `on_connect` is told.
struct connect_context {
  double draw = 0;     ///< this fault's number for this event, uniform in [0, 1)
  duration elapsed{};  ///< on the clock of this fault's ramps
};

/// What a kind's `on_chunk` is told: bytes from one read, or a piece of them, before they travel on. The same for an end
/// (`on_finish`, size 0), and for how long the next piece may be (`longest_chunk`, size = what there is).
struct chunk_context {
  direction towards = direction::to_client;
  std::uint64_t offset = 0;  ///< of the chunk's first byte in its direction's stream
  std::size_t size = 0;      ///< bytes
  double draw = 0;  ///< this fault's number for this chunk, uniform in [0, 1), keyed by the offset
  duration elapsed{};  ///< on the clock of this fault's ramps
  time_point arrived{};
  part of = part::stream;
  bool first = false;        ///< the first bytes of that head or body
  bool unending = false;     ///< of a body whose length its head did not say
  std::uint64_t passed = 0;  ///< bytes of that stream before these, since the fault came
};

/// What a kind's `on_request` is told.
struct request_context {
  const request& what;
  std::string_view raw;  ///< its head as the faults before this one leave it
  std::string_view id;   ///< the fault's
  duration elapsed{};    ///< on the clock of this fault's ramps
};

/// What a kind's `on_response` is told.
struct response_context {
  const response& what;
  std::string_view raw;                 ///< its head as the faults before this one leave it
  std::optional<std::uint64_t> length;  ///< bytes of its body, as they leave it
  bool has_body = true;                 ///< false where no body travels, whatever the head says
  duration elapsed{};                   ///< on the clock of this fault's ramps
};

/// What a kind's `on_bytes` is told: it draws for places in the stream.
struct edit_context {
  std::uint64_t offset = 0;  ///< of the first byte in its direction's stream
  chance dice{};
  std::uint64_t name = 0;  ///< of its draws
  std::uint64_t key = 0;   ///< of the connection
};

/// One chunk on its way, as the carrier knows it.
struct chunk {
  direction towards = direction::to_client;  ///< never `both`
  std::uint64_t offset = 0;                  ///< of its first byte in its direction's stream
  std::size_t size = 0;                      ///< bytes
  time_point arrived{};
  part of = part::stream;
  bool first = false;   ///< the first bytes of that head or body
  bool is_end = false;  ///< the end of what travels: it has no bytes
};

}  // namespace surgeline::fault
