#include "surgeline/fault/corrupt.hpp"

#include <algorithm>

namespace surgeline::fault {
namespace {

/// Hits are drawn for blocks of the stream, so that however it is cut up, the same bytes are hit.
constexpr std::uint64_t block = 4096;

/// So many of the eight bits, which ones by a draw.
std::byte mask_of(std::uint32_t bits, double draw) {
  unsigned left = 8, mask = 0;
  for (unsigned bit = 0; bit < 8 && bits > 0; ++bit, --left) {
    const double share = static_cast<double>(bits) / left;
    if (draw < share) {
      mask |= 1U << bit;
      --bits;
      draw /= share;
    } else {
      draw = (draw - share) / (1 - share);
    }
  }
  return static_cast<std::byte>(mask);
}

/// Bytes between one hit and the next, geometrically distributed: each byte is hit with probability `part` by itself.
std::uint64_t gap(double part, double draw) {
  if (part >= 1) return 0;
  const double bytes = std::floor(std::log1p(-draw) / std::log1p(-part));
  return bytes < static_cast<double>(block) ? static_cast<std::uint64_t>(bytes) : block;
}

}  // namespace

std::size_t corrupt::on_bytes(std::span<std::byte> bytes, const edit_context& at) const {
  if (part.part <= 0) return 0;
  std::size_t hits = 0;
  const std::uint64_t end = at.offset + bytes.size();
  for (std::uint64_t number = at.offset / block; number * block < end; ++number) {
    std::uint64_t index =
        number * (2 * block);  // of the next draw; a block has two for each of its bytes
    std::uint64_t place = number * block + gap(part.part, at.dice.draw(at.name, at.key, index));
    while (place < std::min(end, (number + 1) * block)) {
      const double which = at.dice.draw(at.name, at.key, index + 1);
      if (place >= at.offset) {
        bytes[static_cast<std::size_t>(place - at.offset)] ^= mask_of(bits, which);
        ++hits;
      }
      index += 2;
      place += 1 + gap(part.part, at.dice.draw(at.name, at.key, index));
    }
  }
  return hits;
}

}  // namespace surgeline::fault
