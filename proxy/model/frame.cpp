#include "surgeline/model/frame.hpp"

namespace surgeline::model {
namespace {

constexpr std::uint8_t body_bytes = frame::bytes - 4;
constexpr std::size_t id_at = 8;

}  // namespace

std::array<std::byte, frame::bytes> frame::encode() const {
  std::array<std::byte, bytes> out{};
  out[3] = std::byte{body_bytes};
  out[4] = static_cast<std::byte>(kind);
  out[5] = static_cast<std::byte>(how);
  for (std::size_t i = 0; i < 8; ++i)
    out[id_at + i] = static_cast<std::byte>(attempt >> (56 - 8 * i));
  return out;
}

bool frame::decode(std::span<const std::byte, bytes> from, frame& into) {
  using resilience::outcome;
  const auto zero = [&](std::size_t at) { return from[at] == std::byte{0}; };
  if (!zero(0) || !zero(1) || !zero(2) || from[3] != std::byte{body_bytes}) return false;
  if (!zero(6) || !zero(7)) return false;
  frame read{static_cast<sort>(from[4]), static_cast<outcome>(from[5]), 0};
  const bool asks = read.kind == sort::ask && read.how == outcome::ok;
  const bool answers = read.kind == sort::answer && resilience::is_answer(read.how);
  if (!asks && !answers) return false;
  for (std::size_t i = 0; i < 8; ++i)
    read.attempt = read.attempt << 8 | std::to_integer<std::uint64_t>(from[id_at + i]);
  into = read;
  return true;
}

}  // namespace surgeline::model
