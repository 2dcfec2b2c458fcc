#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "surgeline/core/problem.hpp"

namespace surgeline::admin {

/// What somebody may do.
enum class role : std::uint8_t {
  views,     ///< reads
  operates,  ///< arms, clears and changes too
};

/// Who a key belongs to.
struct key_holder {
  std::string name;
  role may = role::views;
  bool operator==(const key_holder&) const = default;
};

/// The keys that open a control listener: secrets, which nothing prints.
class key_ring {
 public:
  /// How short a key may be, in characters.
  static constexpr std::size_t shortest_key = 16;

  /// Reads a list of them: on each line a role, `viewer` or `operator`, a name and a key, with spaces between; `#` begins a
  /// comment. Empty when `found` got a problem; no problem quotes a key.
  static std::optional<key_ring> read(
      std::string_view text,
      const std::string& file,
      problems& found
  );

  /// Who has the key of `Authorization: Bearer <key>`; nobody for anything else. How long it takes tells nothing of the keys
  /// but their lengths.
  const key_holder* holder_of(std::string_view authorization) const;
  std::size_t size() const { return keys_.size(); }

 private:
  struct key {
    std::string secret;
    key_holder of;
  };
  std::vector<key> keys_;
};

}  // namespace surgeline::admin
