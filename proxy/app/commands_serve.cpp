#include <fmt/format.h>
#include <sys/resource.h>

#include <algorithm>
#include <optional>

#include "surgeline/app/commands.hpp"
#include "surgeline/app/inputs.hpp"
#include "surgeline/app/line_file.hpp"
#include "surgeline/app/preflight.hpp"
#include "surgeline/app/serving.hpp"
#include "surgeline/sidecar/state.hpp"

namespace surgeline::app {
namespace {

/// Lets the process have as many descriptors as the file says, or as the system allows.
void limit_descriptors(const scenario::file& of) {
  const std::uint64_t allowed = descriptor_limit();
  if (!of.serve.limits.descriptors) return;
  const rlimit limit{
      .rlim_cur = std::min<rlim_t>(*of.serve.limits.descriptors, allowed),
      .rlim_max = allowed
  };
  setrlimit(RLIMIT_NOFILE, &limit);
}

}  // namespace

int serve(const options& asked) {
  problems found;
  std::string source;
  const auto from = read_served(asked, found, source);
  print_problems(found, source);
  if (!from) return 2;
  std::vector<std::string> notes;
  auto guests = read_guests(asked, found, notes);
  for (const std::string& one : notes)
    fmt::print(stderr, "surgeline: {}: {}\n", *asked.populate, one);
  if (!guests) {
    print_problems(found, "");
    return 2;
  }
  limit_descriptors(*from);
  std::optional<line_file> decisions;
  sidecar::sidecar::decision_log log;
  if (asked.decisions) {
    decisions.emplace(*asked.decisions);
    if (!decisions->is_good()) {
      fmt::print(stderr, "surgeline: {} cannot be written\n", *asked.decisions);
      return 2;
    }
    log = [&](const auto&... all) { decisions->write(sidecar::decision_line(all...)); };
  }
  serving one(asked, *from, *std::move(guests), std::move(log));
  return one.run();
}

}  // namespace surgeline::app
