#pragma once

#include <cstdint>
#include <span>

#include "surgeline/core/request_head.hpp"
#include "surgeline/observe/clue.hpp"
#include "surgeline/observe/evidence.hpp"

namespace surgeline::observe {

/// How exactly something tells to which logical request an attempt belongs.
enum class naming : std::uint8_t {
  nobody,  ///< not at all
  alike,  ///< many logical requests look so: an attempt continues one of them only when that one has failed
  exact,  ///< it is the one of that id
};

/// What a request says about itself: which logical request it is an attempt at, and the how-manieth.
struct identity {
  observe::evidence evidence = evidence::none;
  observe::naming naming = naming::nobody;
  std::uint64_t id = 0;       ///< a hash; nothing without a naming
  std::uint32_t ordinal = 0;  ///< from 1, where a header says so; else 0
  std::uint32_t most =
      0;  ///< attempts that the caller allows itself, where a header says so; else 0

  /// True when only a fingerprint can tell: `named_by` it when the body has been read.
  bool awaits_body() const { return evidence == evidence::fingerprint && naming == naming::nobody; }
  void named_by(std::uint64_t fingerprint) {
    naming = naming::alike;
    id = fingerprint;
  }
  bool operator==(const identity&) const = default;
};

/// Reads the clues in this order, the most trusted first. The first that is there is the evidence; what it leaves open (a
/// header that only counts names no request) a later one fills in. A count that nothing names is told by method and target.
/// Ids are hashes of what they came from; none is shared by two methods or targets, but for an AWS SDK's own.
/// Nothing is allocated. Values that are no such thing (`attempt=two`, a trace id of zeros) are as if they were not there.
identity identify(const request_head& head, std::span<const clue> trusted);

/// The method and target of a head as one number: what all attempts at a logical request have in common.
std::uint64_t likeness(const request_head& head);

}  // namespace surgeline::observe
