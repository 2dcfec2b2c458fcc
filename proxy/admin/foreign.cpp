#include "surgeline/admin/foreign.hpp"

#include <algorithm>
#include <boost/asio/ip/address.hpp>
#include <optional>
#include <string>
#include <string_view>

#include "surgeline/core/endpoint.hpp"
#include "surgeline/core/letter.hpp"

namespace surgeline::admin {
namespace {

/// What was asked for by name or address; empty when it is neither.
std::optional<endpoint> named_by(const std::string& host) {
  return endpoint::parse(endpoint::parse(host) ? host : host + ":80");
}

bool is_address(const endpoint& one) {
  boost::system::error_code none;
  boost::asio::ip::make_address(one.host, none);
  return !none;
}

/// True for what the page that we gave out sends: it comes from where it asks.
bool is_of_own_page(const request& asked) {
  std::string_view from = asked.origin;
  for (const std::string_view scheme : {"http://", "https://"}) {
    if (!from.starts_with(scheme)) continue;
    from.remove_prefix(scheme.size());
    return !from.empty() && std::ranges::equal(from, asked.host, {}, lower, lower);
  }
  return false;
}

}  // namespace

bool is_foreign(const request& asked, bool checks_names) {
  const bool is_of_a_page = !asked.origin.empty();
  if (is_of_a_page && !is_of_own_page(asked)) return true;
  if (asked.host.empty()) return false;
  const auto named = named_by(asked.host);
  if (checks_names) return !named || !named->is_local();
  if (!is_of_a_page || !asked.who.empty()) return false;
  // A page that had somebody make its name mean us would pass for our own; whoever has a key is not such a page.
  return !named || !(named->is_local() || is_address(*named));
}

}  // namespace surgeline::admin
