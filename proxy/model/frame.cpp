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
  if (!zero(0) || !zero(1) || !zero(2) || from[3] != std::byte{body_bytes} || !zero(6) || !zero(7))
    return false;
  into.kind = static_cast<sort>(from[4]);
  if (into.kind != sort::ask && into.kind != sort::answer) return false;
  into.how = static_cast<outcome>(from[5]);
  if (into.how != outcome::ok && into.how != outcome::rejected) return false;
  into.attempt = 0;
  for (std::size_t i = 0; i < 8; ++i)
    into.attempt = into.attempt << 8 | std::to_integer<std::uint64_t>(from[id_at + i]);
  return true;
}

}  // namespace surgeline::model
