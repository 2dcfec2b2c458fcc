#include "surgeline/fault/identity.hpp"

#include <algorithm>
#include <array>
#include <string_view>

#include "surgeline/config/describe.hpp"
#include "surgeline/config/schema_value.hpp"
#include "surgeline/core/chance.hpp"

namespace surgeline::fault {

std::uint64_t identity::key_of(const subject& who, const request& what) const {
  if (!needs_head()) return key_of(who);
  return hash_of(what.head.header(header).value_or(""));
}

}  // namespace surgeline::fault

namespace surgeline::config {
namespace {

using fault::identity;

constexpr std::array plain{
    named{identity::sort::ip, "ip"},
    named{identity::sort::unix_uid, "unix_uid"},
    named{identity::sort::connection, "connection"},
};
constexpr std::string_view by_header = "header:";

}  // namespace

bool codec<identity>::read(const value& from, identity& into, reader& in) {
  const auto* text = from.as<std::string>();
  if (text == nullptr) return in.wrong(from, "a name such as \"ip\" or \"header:x-tenant\"");
  if (text->starts_with(by_header) && text->size() > by_header.size()) {
    into = identity::of_header(text->substr(by_header.size()));
    return true;
  }
  const auto known = std::ranges::find(plain, *text, &named<identity::sort>::name);
  if (known == plain.end()) {
    return in.reject(
        from,
        "cannot be \"" + *text + "\"",
        "one of `ip`, `unix_uid`, `connection` and `header:<name>`"
    );
  }
  into = {known->value};
  return true;
}

value codec<identity>::write(const identity& from) {
  if (from.needs_head()) return std::string(by_header) + from.header;
  return std::string(std::ranges::find(plain, from.by, &named<identity::sort>::value)->name);
}

value codec<identity>::json_schema() { return text_schema("^(ip|unix_uid|connection|header:.+)$"); }

}  // namespace surgeline::config
