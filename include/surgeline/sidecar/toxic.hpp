#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "surgeline/fault/effect.hpp"
#include "surgeline/scenario/timeline.hpp"

namespace surgeline::sidecar {

/// A misbehaviour of one direction as Toxiproxy writes it. It becomes one fault or two on one proxy.
struct toxic {
  /// A number with its name; times are in the unit that the type of toxic says.
  struct attribute {
    std::string name;
    std::int64_t value = 0;
    bool operator==(const attribute&) const = default;
  };

  std::string name;  ///< of its own on its proxy
  std::string type;
  fault::direction towards = fault::direction::to_client;
  float toxicity = 1;                 ///< share of the connections that it hits, 0..1
  std::vector<attribute> attributes;  ///< all that the type has, in its order

  bool operator==(const toxic&) const = default;
};

/// `downstream` or `upstream`: which way its bytes travel, in Toxiproxy's words.
std::string_view stream_of(const toxic& one);

/// The attributes that a type of toxic has, all 0; empty if there is no such type.
std::optional<std::vector<toxic::attribute>> attributes_of(std::string_view type);

/// Why it cannot be armed, in a sentence; empty if it can.
std::string wrong_with(const toxic& one);

/// The faults that it becomes on a proxy; none for a `noop`. Nothing may be wrong with it. They hit the same connections, and
/// their ids are made of both names: an id of the file format, its own for each pair of names.
std::vector<scenario::fault> faults_of(const toxic& one, const std::string& proxy);

}  // namespace surgeline::sidecar
