#include "surgeline/admin/foreign.hpp"

#include <string>

#include "surgeline/core/endpoint.hpp"

namespace surgeline::admin {

bool is_foreign(const request& asked, bool checks_names) {
  if (!asked.origin.empty()) return true;
  if (asked.host.empty() || !checks_names) return false;
  const auto at = endpoint::parse(asked.host);
  const std::string host = at ? asked.host : asked.host + ":80";
  const auto named = endpoint::parse(host);
  return !named || !named->is_local();
}

}  // namespace surgeline::admin
