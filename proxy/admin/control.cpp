#include "surgeline/admin/control.hpp"

#include <fmt/format.h>
#include <fmt/ranges.h>

#include <algorithm>
#include <memory>
#include <string>
#include <utility>
#include <vector>

#include "native.hpp"
#include "native_answers.hpp"
#include "path_parts.hpp"
#include "surgeline/admin/foreign.hpp"

namespace surgeline::admin {
namespace {

response wrong_method(const std::vector<std::string_view>& allowed) {
  const std::string all = fmt::format("{}", fmt::join(allowed, ", "));
  response made = failure(405, fmt::format("here one can {}", all));
  made.allow = all;
  return made;
}

response unknown_path(const std::string& path) {
  std::vector<std::string> all;
  std::string_view last;
  for (const operation& one : operations()) {
    if (one.path == std::exchange(last, one.path))
      all.back().insert(all.back().find(' '), fmt::format("|{}", one.method));
    else
      all.push_back(fmt::format("{} {}", one.method, one.path));
  }
  return failure(
      404,
      fmt::format("there is no {}", path),
      fmt::format("there are {}", fmt::join(all, ", "))
  );
}

void handle(rooms& in, bool checks_names, const request& asked, const answer& give) {
  if (is_foreign(asked, checks_names)) {
    return give(failure(
        403,
        "this looks like a page in a browser that is not the sidecar's own, and faults are not "
        "armed from there",
        "call 127.0.0.1 or localhost, without an Origin header"
    ));
  }
  const std::string_view method = asked.method == "HEAD" ? "GET" : std::string_view{asked.method};
  std::vector<std::string_view> allowed;
  for (const operation& one : operations()) {
    auto names = names_in(asked.path, one.path);
    if (!names) continue;
    allowed.push_back(one.method);
    if (one.method != method) continue;
    if (in.of.is_draining() && method != "GET") return give(failure(503, "the sidecar is ending"));
    return one.carry_out(in, {asked, *std::move(names)}, give);
  }
  give(allowed.empty() ? unknown_path(asked.path) : wrong_method(allowed));
}

std::vector<operation> all_operations() {
  std::vector<operation> all;
  for (auto* const part :
       {plan_operations,
        fault_operations,
        proxy_operations,
        daemon_operations,
        run_operations,
        book_operations,
        glance_operations})
    std::ranges::move(part(), std::back_inserter(all));
  return all;
}

}  // namespace

const std::vector<operation>& operations() {
  static const std::vector<operation> all = all_operations();
  return all;
}

handler control_of(sidecar::sidecar& of, bool checks_names, control_desks desks) {
  const auto in = std::make_shared<rooms>(rooms{of, desks});
  return [in, checks_names](const request& asked, const answer& give) {
    handle(*in, checks_names, asked, give);
  };
}

}  // namespace surgeline::admin
