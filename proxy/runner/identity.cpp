#include "surgeline/runner/identity.hpp"

#include <fmt/format.h>
#include <unistd.h>

#include <chrono>

#include "surgeline/core/chance.hpp"

namespace surgeline::runner {

scenario::run_identity identity_of(const scenario::file& from) {
  const auto now = std::chrono::system_clock::now().time_since_epoch().count();
  const std::uint64_t id =
      mix(static_cast<std::uint64_t>(getpid()), static_cast<std::uint64_t>(now));
  return {fmt::format("{:016x}", id), from.head.id, scenario::fingerprint(from)};
}

}  // namespace surgeline::runner
