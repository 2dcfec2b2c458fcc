#pragma once

#include <cstddef>
#include <cstdint>
#include <string>
#include <utility>
#include <vector>

#include "surgeline/core/chance.hpp"
#include "surgeline/core/time.hpp"
#include "surgeline/fault/effect.hpp"

namespace surgeline::fault {

/// What a kind's `on_connect` is told.
struct connect_context {
  double draw = 0;     ///< this fault's number for this event, uniform in [0, 1)
  duration elapsed{};  ///< on the clock of this fault's ramps
};

/// What a kind's `on_chunk` is told: bytes from one read, before they travel on.
struct chunk_context {
  direction towards = direction::to_client;
  std::uint64_t offset = 0;  ///< of the chunk's first byte in its direction's stream
  std::size_t size = 0;      ///< bytes
  double draw = 0;  ///< this fault's number for this chunk, uniform in [0, 1), keyed by the offset
  duration elapsed{};  ///< on the clock of this fault's ramps
};

/// One chunk on its way, as the carrier knows it.
struct chunk {
  direction towards = direction::to_client;  ///< never `both`
  std::uint64_t offset = 0;                  ///< of its first byte in its direction's stream
  std::size_t size = 0;                      ///< bytes
  time_point arrived{};
};

/// Who an event happens to: one connection, with what the plans of a run remember of it between events.
class subject {
 public:
  subject() = default;
  /// `client` is the client's identity (its address), `ordinal` counts that client's connections to this proxy from 1.
  subject(std::string client, std::uint64_t ordinal)
      : client_(std::move(client)), ordinal_(ordinal), key_(mix(hash_of(client_), ordinal)) {}

  /// The key of this connection's draws.
  std::uint64_t key() const { return key_; }
  /// The key as people read it: `127.0.0.7#1`.
  std::string text() const { return client_ + "#" + std::to_string(ordinal_); }
  /// The turn the connection is in, from 0: the client's bytes and then the upstream's, until the client speaks again.
  std::uint64_t turn() const { return turn_; }
  /// Tells that bytes travel; a client that speaks after its upstream begins a new turn. A plan tells it of the bytes it
  /// decides about; the carrier of those that it asks no plan about.
  void speaks(direction towards) {
    if (towards == direction::to_upstream && answered_) ++turn_;
    answered_ = towards == direction::to_client;
  }

 private:
  friend class plan;
  /// What became of one fault in the unit it was last evaluated for.
  struct memory {
    std::uint64_t unit = none;
    bool selected = false;
    bool injected = false;
    static constexpr std::uint64_t none = ~std::uint64_t{0};
  };
  memory& of(std::uint32_t slot) {
    if (slot >= memories_.size()) memories_.resize(slot + 1);
    return memories_[slot];
  }

  std::string client_;
  std::uint64_t ordinal_ = 0;
  std::uint64_t key_ = 0;
  std::uint64_t turn_ = 0;
  bool answered_ = false;
  std::vector<memory> memories_;  // by slot
};

}  // namespace surgeline::fault
