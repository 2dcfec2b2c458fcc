#include "surgeline/app/controlling.hpp"

#include <fmt/format.h>

#include <cstdio>
#include <fstream>
#include <iterator>
#include <utility>

#include "surgeline/admin/control_client.hpp"
#include "surgeline/app/inputs.hpp"
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

/// A file that a flag names; none if it does not.
admin::pem pem_of(const std::optional<std::string>& path, const char* flag, problems& found) {
  if (!path) return {};
  std::ifstream in(*path, std::ios::binary);
  if (!in) found.add({.file = *path}, "the file cannot be read", fmt::format("{} names it", flag));
  return {*path, {std::istreambuf_iterator<char>(in), {}}};
}

}  // namespace

std::optional<admin::control_address> with_credentials(
    admin::control_address address,
    const options& asked
) {
  if (!address.is_secret) return address;
  problems found;
  const admin::tls_papers papers{
      .certificate = pem_of(asked.certificate, "--cert", found),
      .key = pem_of(asked.certificate_key, "--key-file", found),
      .authority = pem_of(asked.authority, "--ca", found)
  };
  if (found.empty()) address.tls = admin::tls_credentials::of_client(papers, found);
  print_problems(found, "");
  if (!address.tls) return {};
  return address;
}

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
