#pragma once

#include <array>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "surgeline/core/chance.hpp"
#include "surgeline/fault/cell.hpp"
#include "surgeline/fault/correlation.hpp"
#include "surgeline/fault/effect.hpp"
#include "surgeline/fault/token_bucket.hpp"

namespace surgeline::fault {

/// Who an event happens to: one connection, with what the plans of a run remember of it between events.
class subject {
 public:
  subject() = default;
  /// `client` is the client's identity (its address, or `uid:1000`; `/2` behind it where the proxy has several listeners),
  /// `ordinal` counts that client's connections to this proxy from 1.
  subject(std::string client, std::uint64_t ordinal)
      : client_(std::move(client)),
        ordinal_(ordinal),
        key_(mix(hash_of(client_), ordinal)),
        client_key_(hash_of(address())) {}

  /// The key of this connection's draws.
  std::uint64_t key() const { return key_; }
  /// The key of what is drawn once for all connections of the client.
  std::uint64_t client_key() const { return client_key_; }
  /// The key as people read it: `127.0.0.7#1`.
  std::string text() const { return client_ + "#" + std::to_string(ordinal_); }
  /// The client's address, or `uid:1000`.
  std::string_view address() const {
    return std::string_view{client_}.substr(0, client_.find('/'));
  }

  /// The number of the endpoint it leads to, from 1; 0 while that is not known.
  std::uint32_t endpoint() const { return endpoint_; }
  void leads_to(std::uint32_t endpoint) { endpoint_ = endpoint; }

  /// True while no fault may touch it: its client is in the control group.
  bool is_spared() const { return spared_; }
  void is_spared(bool now) { spared_ = now; }

  /// The turn the connection is in, from 0: the client's bytes and then the upstream's, until the client speaks again.
  std::uint64_t turn() const { return turn_; }
  /// Tells that an HTTP exchange begins: the next turn. From then on `speaks` means nothing. `key` and
  /// `index` are those of its draws: the hash of its request id and the ordinal of the attempt; without an id, the
  /// connection's key and the ordinal of the exchange on it. `name` is that id as people read it, else empty; it has to
  /// stay until `plan::on_request` was asked.
  void begins_exchange(std::string_view name, std::uint64_t key, std::uint64_t index) {
    ++turn_;
    in_exchange_ = true;
    exchange_key_ = key;
    exchange_index_ = index;
    is_asked_for_head_only_ = is_unending_ = false;
    exchange_.clear();
    shown_exchange_ = name;
    if (name.size() <= exchange_.capacity()) keep_exchange_name();
  }
  /// Its name need not stay any longer.
  void keep_exchange_name() {
    exchange_ += shown_exchange_;
    shown_exchange_ = {};
  }
  /// True once an exchange has begun: then its turns are exchanges.
  bool is_in_exchange() const { return in_exchange_; }

  /// Tells that bytes travel; a client that speaks after its upstream begins a new turn. A plan tells it of the bytes it
  /// decides about; the carrier of those that it asks no plan about.
  void speaks(direction towards) {
    if (in_exchange_) return;
    if (towards == direction::to_upstream && answered_) ++turn_;
    answered_ = towards == direction::to_client;
  }

 private:
  friend class plan;
  /// Where in one direction's stream a fault came upon this connection; other options of the fault change nothing about it.
  struct arrival {
    time_point of = never;  ///< when the fault first came
    std::uint64_t offset = 0;
  };
  /// What became of one fault on this connection.
  struct memory {
    static constexpr std::uint64_t none = ~std::uint64_t{0};
    std::uint32_t edition = 0;  ///< of the fault that this is about
    // Of the unit it was last evaluated for.
    std::uint64_t unit = none;
    bool eligible = true;  ///< `count` lets it be hit
    bool selected = false;
    bool capped = false;
    bool injected = false;
    // Of the connection.
    std::optional<bool> is_target;
    // Of the exchange whose head it was last held against.
    std::uint64_t exchange = none;  ///< its turn
    bool is_meant = false;
    std::uint64_t counted_under = 0;  ///< the key of a count that the head told
    double asked = 1;                 ///< the probability that the head asks for
    fault::weather weather;
    std::array<token_bucket, 2> buckets;  ///< by direction
    seat active;                          ///< while a unit counts as active
    seat place;                           ///< on a proxy that has only so many
    std::array<arrival, 2> arrivals;      ///< by direction, where bytes are counted from there
  };
  memory& of(std::uint32_t slot, std::uint32_t edition) {
    if (slot >= memories_.size()) memories_.resize(slot + 1);
    memory& mine = memories_[slot];
    if (mine.edition != edition) mine = {.edition = edition, .arrivals = mine.arrivals};
    return mine;
  }
  const memory* known(std::uint32_t slot, std::uint32_t edition) const {
    const bool has = slot < memories_.size() && memories_[slot].edition == edition;
    return has ? &memories_[slot] : nullptr;
  }

  /// The request id, if there is one, else the connection.
  std::string exchange_text() const { return exchange_.empty() ? text() : exchange_; }

  std::string client_;
  std::uint64_t ordinal_ = 0;
  std::uint64_t key_ = 0;
  std::uint64_t client_key_ = 0;
  std::uint64_t turn_ = 0;
  std::uint32_t endpoint_ = 0;
  bool answered_ = false;
  bool spared_ = false;
  bool in_exchange_ = false;
  bool is_asked_for_head_only_ = false;  // by the method HEAD, the exchange it is in
  bool is_unending_ = false;             // the body of its response is of unknown length
  // Of the exchange it is in.
  std::string exchange_;  // its request id, as far as that is kept
  std::string_view
      shown_exchange_;  // the id while it is not kept, until `plan::on_request` was asked
  std::uint64_t exchange_key_ = 0;
  std::uint64_t exchange_index_ = 0;
  std::vector<memory> memories_;  // by slot
};

}  // namespace surgeline::fault
