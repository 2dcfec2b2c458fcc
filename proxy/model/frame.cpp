#include "surgeline/model/frame.hpp"

namespace surgeline::model {
namespace {

constexpr std::uint8_t body_bytes = frame::bytes - 4;
constexpr std::size_t id_at = 8, key_at = 16;

void write(std::uint64_t number, std::span<std::byte, 8> into) {
  for (std::size_t i = 0; i < 8; ++i) into[i] = static_cast<std::byte>(number >> (56 - 8 * i));
}

std::uint64_t read(std::span<const std::byte, 8> from) {
  std::uint64_t number = 0;
  for (const std::byte each : from) number = number << 8 | std::to_integer<std::uint64_t>(each);
  return number;
}

}  // namespace

std::array<std::byte, frame::bytes> frame::encode() const {
  std::array<std::byte, bytes> out{};
  out[3] = std::byte{body_bytes};
  out[4] = static_cast<std::byte>(kind);
  out[5] = static_cast<std::byte>(how);
  write(attempt, std::span{out}.subspan<id_at, 8>());
  write(key, std::span{out}.subspan<key_at, 8>());
  return out;
}

bool frame::decode(std::span<const std::byte, bytes> from, frame& into) {
  using resilience::outcome;
  const auto zero = [&](std::size_t at) { return from[at] == std::byte{0}; };
  if (!zero(0) || !zero(1) || !zero(2) || from[3] != std::byte{body_bytes}) return false;
  if (!zero(6) || !zero(7)) return false;
  const frame got{
      .kind = static_cast<sort>(from[4]),
      .how = static_cast<outcome>(from[5]),
      .attempt = read(from.subspan<id_at, 8>()),
      .key = read(from.subspan<key_at, 8>()),
  };
  const bool asks = got.kind == sort::ask && got.how == outcome::ok;
  const bool leaves = got.kind == sort::leave && got.how == outcome::ok && got.key == 0;
  const bool answers = got.kind == sort::answer && resilience::is_answer(got.how) && got.key == 0;
  if (!asks && !answers && !leaves) return false;
  into = got;
  return true;
}

}  // namespace surgeline::model
