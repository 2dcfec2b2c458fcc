#include "surgeline/app/controlling.hpp"

#include <fmt/format.h>

#include <chrono>
#include <cstdio>
#include <utility>

#include "surgeline/admin/http_client.hpp"
#include "surgeline/config/json.hpp"

namespace surgeline::app {
namespace {

constexpr std::chrono::seconds patience{5};

std::string text(const config::value& in, const char* key) {
  const config::value* const at = config::find(in, key);
  const auto* is = at == nullptr ? nullptr : at->as<std::string>();
  return is == nullptr ? "" : *is;
}

/// What a sidecar says is wrong: the whole, each problem with its place, and what to do.
void print_refusal(const config::value& said) {
  fmt::print(stderr, "surgeline: {}\n", text(said, "error"));
  const config::value* const list = config::find(said, "problems");
  const auto* all = list == nullptr ? nullptr : list->as<config::array>();
  for (std::size_t i = 0; all != nullptr && i < all->size(); ++i) {
    const config::value& one = (*all)[i];
    fmt::print(stderr, "  {}: {}\n", text(one, "pointer"), text(one, "what"));
    if (const std::string remedy = text(one, "remedy"); !remedy.empty())
      fmt::print(stderr, "    = help: {}\n", remedy);
  }
  if (const std::string remedy = text(said, "remedy"); !remedy.empty())
    fmt::print(stderr, "  = help: {}\n", remedy);
}

}  // namespace

std::optional<config::value> controlling::ask(
    const char* method,
    const std::string& path,
    std::string body
) const {
  net::failure why;
  const auto heard = admin::ask(
      at_,
      {method, path, std::move(body), admin::key_from_environment()},
      patience,
      why
  );
  if (!heard) {
    fmt::print(
        stderr,
        "surgeline: {}\n  = help: is a sidecar there? `surgeline serve` prints where its control "
        "listener is; --url says so here\n",
        why.what
    );
    return {};
  }
  problems ignored;
  auto said = config::from_json(heard->body, "", ignored);
  if (heard->status == 200 && said) return said;
  if (said && config::find(*said, "error") != nullptr)
    print_refusal(*said);
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
