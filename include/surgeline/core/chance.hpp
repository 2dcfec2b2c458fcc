#pragma once

#include <cstdint>
#include <string_view>

namespace surgeline {

/// A stable 64-bit name for a text (FNV-1a, finished by SplitMix64's mixer): the same on every machine and build.
constexpr std::uint64_t hash_of(std::string_view text);

/// A name made of two: `mix(a, b)` differs from `mix(b, a)`.
constexpr std::uint64_t mix(std::uint64_t first, std::uint64_t second);

/// Keyed chance: every number is a pure hash of (seed, name, key, index), so neither threads nor unrelated traffic
/// change it.
class chance {
 public:
  constexpr explicit chance(std::uint64_t seed = 1) : seed_(seed) {}

  /// Uniform in [0, 1). `name` says what is drawn (a fault id, a load's arrivals), `key` for whom, `index` the
  /// how-manieth time.
  constexpr double draw(std::uint64_t name, std::uint64_t key, std::uint64_t index) const;

  constexpr std::uint64_t seed() const { return seed_; }
  bool operator==(const chance&) const = default;

 private:
  std::uint64_t seed_;
};

namespace detail {
/// The output mixer of SplitMix64 (Steele, Lea and Flood, 2014).
constexpr std::uint64_t splitmix(std::uint64_t z) {
  z += 0x9e3779b97f4a7c15;
  z = (z ^ (z >> 30)) * 0xbf58476d1ce4e5b9;
  z = (z ^ (z >> 27)) * 0x94d049bb133111eb;
  return z ^ (z >> 31);
}
}  // namespace detail

constexpr std::uint64_t hash_of(std::string_view text) {
  std::uint64_t hash = 0xcbf29ce484222325;
  for (const char c : text) hash = (hash ^ static_cast<unsigned char>(c)) * 0x100000001b3;
  return detail::splitmix(hash);
}

constexpr std::uint64_t mix(std::uint64_t first, std::uint64_t second) {
  return detail::splitmix(detail::splitmix(first) ^ (second + 0x632be59bd9b4e019));
}

constexpr double chance::draw(std::uint64_t name, std::uint64_t key, std::uint64_t index) const {
  return static_cast<double>(mix(mix(mix(seed_, name), key), index) >> 11) * 0x1.0p-53;
}

}  // namespace surgeline
