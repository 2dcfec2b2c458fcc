#include <fmt/format.h>
#include <fmt/ranges.h>

#include <boost/json.hpp>

#include "surgeline/admin/toxiproxy_json.hpp"

/// What is answered.
namespace surgeline::admin {

using sidecar::toxic;

std::string quoted(std::string_view text) {
  std::string made;
  for (const char c : boost::json::serialize(boost::json::string{text})) {
    if (c == '<' || c == '>' || c == '&')
      made += fmt::format("\\u{:04x}", static_cast<unsigned>(c));
    else
      made += c;
  }
  return made;
}

std::string to_json(const toxic& shown) {
  std::vector<std::string> attributes;
  attributes.reserve(shown.attributes.size());
  for (const toxic::attribute& one : shown.attributes)
    attributes.push_back(fmt::format("\"{}\":{}", one.name, one.value));
  return fmt::format(
      R"({{"attributes":{{{}}},"name":{},"type":"{}","stream":"{}","toxicity":{}}})",
      fmt::join(attributes, ","),
      quoted(shown.name),
      shown.type,
      stream_of(shown),
      shown.toxicity
  );
}

std::string to_json(const std::vector<toxic>& shown) {
  std::vector<std::string> all;
  all.reserve(shown.size());
  for (const toxic& one : shown) all.push_back(to_json(one));
  return fmt::format("[{}]", fmt::join(all, ","));
}

std::string to_json(const sidecar::guest& shown, const std::vector<toxic>& toxics) {
  return fmt::format(
      R"({{"name":{},"listen":{},"upstream":{},"enabled":{},"toxics":{}}})",
      quoted(shown.name),
      quoted(shown.listen),
      quoted(shown.upstream),
      shown.enabled,
      to_json(toxics)
  );
}

}  // namespace surgeline::admin
