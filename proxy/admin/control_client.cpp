#include "surgeline/admin/control_client.hpp"

#include <cstdlib>
#include <utility>

#include "surgeline/admin/http_client.hpp"
#include "surgeline/config/json.hpp"

namespace surgeline::admin {
namespace {

std::string key_from_environment() {
  const char* const key = std::getenv("SURGELINE_KEY");
  return key == nullptr ? "" : key;
}

}  // namespace

std::optional<control_reply> call_control(
    const endpoint& control,
    const std::string& method,
    const std::string& path,
    std::string body,
    net::failure& why,
    duration patience
) {
  const auto heard =
      ask(control, {method, path, std::move(body), key_from_environment()}, patience, why);
  if (!heard) return {};
  problems ignored;
  return control_reply{heard->status, config::from_json(heard->body, "", ignored)};
}

}  // namespace surgeline::admin
