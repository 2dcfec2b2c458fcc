#include "surgeline/scenario/enquiry.hpp"

#include <fmt/format.h>
#include <fmt/ranges.h>

#include <string_view>

namespace surgeline::scenario {
namespace {

/// Which source has which keys, all of them needed.
struct ownership {
  std::string_view key;
  source whose;
};
constexpr std::array keys{
    ownership{"metric", source::metric},
    ownership{"server", source::promql},
    ownership{"query", source::promql},
    ownership{"url", source::http},
    ownership{"run", source::command},
};

}  // namespace

std::string enquiry::text() const {
  const std::string_view name = config::name_of(source);
  switch (source) {
    case source::promql:
      return fmt::format("{} `{}`", name, query);
    case source::http:
      return fmt::format("{} `{}`", name, url);
    case source::command:
      return fmt::format("{} `{}`", name, fmt::join(run, " "));
    case source::metric:
      break;
  }
  return std::string{name};
}

void enquiry::check(config::checker& in) const {
  for (const ownership& one : keys) {
    const bool given = in.given(one.key), wanted = one.whose == source;
    if (wanted && !given) {
      in.problem(
          one.key,
          fmt::format("source = \"{}\" needs `{}`", config::name_of(source), one.key),
          fmt::format("add `{}`", one.key)
      );
    } else if (given && !wanted) {
      in.problem(
          one.key,
          fmt::format("source = \"{}\" has no `{}`", config::name_of(source), one.key),
          fmt::format("`{}` goes with source = \"{}\"", one.key, config::name_of(one.whose))
      );
    }
  }
  if (in.given("every") && !is_outside()) {
    in.problem(
        "every",
        "a metric of the run is looked at every 250 ms, whatever `every` says",
        "remove it"
    );
  }
}

}  // namespace surgeline::scenario
