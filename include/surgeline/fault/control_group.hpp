#pragma once

#include <cstdint>
#include <utility>

#include "surgeline/core/chance.hpp"
#include "surgeline/fault/exchange.hpp"
#include "surgeline/fault/subject.hpp"
#include "surgeline/fault/target.hpp"

namespace surgeline::fault {

/// The share of the clients that no fault touches, so that the others can be compared with them: for one seed always the
/// same ones.
class control_group {
 public:
  control_group(client_share of, chance dice) : of_(std::move(of)), dice_(dice) {}

  /// True when only the head of a request tells who is in it.
  bool needs_head() const { return of_.key.needs_head(); }
  /// True for a client that is in it; not where it needs a head.
  bool holds(const subject& who) const { return is_chosen(of_.key.key_of(who)); }
  /// True when the client of this request is in it; false for a request without the header that tells.
  bool holds(const subject& who, const request& what) const;

 private:
  bool is_chosen(std::uint64_t key) const;

  client_share of_;
  chance dice_;
};

}  // namespace surgeline::fault
