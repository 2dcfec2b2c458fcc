#include "surgeline/scenario/run_identity.hpp"

#include <fmt/format.h>

#include "codecs.hpp"
#include "surgeline/config/json.hpp"
#include "surgeline/core/chance.hpp"
#include "surgeline/scenario/file.hpp"

namespace surgeline::scenario {

void run_identity::check(config::checker& in) const {
  const auto look = [&](const char* key, const std::string& text) {
    if (text.size() <= longest) return;
    in.problem(key, fmt::format("a label of {} bytes", text.size()), "63 at most");
  };
  look("id", id);
  look("scenario", scenario);
  look("config", config);
}

std::string fingerprint(const file& of) {
  std::string all = config::to_json(config::encode(of));
  for (const load& one : of.loads) {
    if (one.trace) all += fmt::format(" {:x}", one.trace->digest());
  }
  return fmt::format("{:08x}", hash_of(all) >> 32);
}

}  // namespace surgeline::scenario
