#include "surgeline/admin/toxiproxy_path.hpp"

#include <unistd.h>

#include <chrono>
#include <utility>

#include "path_parts.hpp"
#include "surgeline/core/chance.hpp"

namespace surgeline::admin {

std::optional<names> fit(std::string_view path, std::string_view pattern) {
  auto parts = names_in(path, pattern);
  if (!parts) return {};
  parts->resize(2);
  return names{std::move((*parts)[0]), std::move((*parts)[1])};
}

request_ids::request_ids()
    : salt_(mix(
          static_cast<std::uint64_t>(getpid()),
          static_cast<std::uint64_t>(std::chrono::system_clock::now().time_since_epoch().count())
      )) {}

std::string request_ids::next() {
  constexpr std::string_view alphabet = "0123456789abcdefghijklmnopqrstuv";
  constexpr int characters = 20, per_number = 10, bits = 5;
  const std::uint64_t mine = mix(salt_, ++ordinal_);
  std::string made;
  for (int i = 0; i < characters; ++i) {
    const std::uint64_t number = mix(mine, static_cast<std::uint64_t>(i / per_number));
    made += alphabet[(number >> (i % per_number * bits)) % alphabet.size()];
  }
  return made;
}

}  // namespace surgeline::admin
