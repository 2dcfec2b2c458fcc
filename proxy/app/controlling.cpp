#include "surgeline/app/controlling.hpp"

#include <fmt/format.h>

#include <cstdio>
#include <utility>

#include "surgeline/admin/control_client.hpp"
#include "surgeline/config/text_at.hpp"

namespace surgeline::app {
namespace {

/// What a sidecar says is wrong: the whole, each problem with its place, and what to do.
void print_refusal(const config::value& said) {
  fmt::print(stderr, "surgeline: {}\n", config::text_at(said, "error"));
  const config::value* const list = config::find(said, "problems");
  const auto* all = list == nullptr ? nullptr : list->as<config::array>();
  for (std::size_t i = 0; all != nullptr && i < all->size(); ++i) {
    const config::value& one = (*all)[i];
    fmt::print(stderr, "  {}: {}\n", config::text_at(one, "pointer"), config::text_at(one, "what"));
    if (const std::string remedy = config::text_at(one, "remedy"); !remedy.empty())
      fmt::print(stderr, "    = help: {}\n", remedy);
  }
  if (const std::string remedy = config::text_at(said, "remedy"); !remedy.empty())
    fmt::print(stderr, "  = help: {}\n", remedy);
}

}  // namespace

std::optional<config::value> controlling::ask(
    const char* method,
    const std::string& path,
    std::string body
) const {
  net::failure why;
  const auto heard = admin::call_control(at_, method, path, std::move(body), why);
  if (!heard) {
    fmt::print(
        stderr,
        "surgeline: {}\n  = help: is a sidecar there? `surgeline serve` prints where its control "
        "listener is; --url says so here\n",
        why.what
    );
    return {};
  }
  if (heard->is_good()) return heard->body;
  if (heard->body && config::find(*heard->body, "error") != nullptr)
    print_refusal(*heard->body);
  else
    fmt::print(
        stderr,
        "surgeline: {} answers {} {} with {}\n",
        at_.text(),
        method,
        path,
        heard->status
    );
  return {};
}

}  // namespace surgeline::app
