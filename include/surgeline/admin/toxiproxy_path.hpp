#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

namespace surgeline::admin {

/// The names in a path of Toxiproxy's API; empty where it has none.
struct names {
  std::string proxy, toxic;
};

/// The names in a path that fits a pattern such as `/proxies/{proxy}/toxics/{toxic}`; empty if it does not fit.
std::optional<names> fit(std::string_view path, std::string_view pattern);

/// Tells requests apart, in this process and from those of others: 20 characters each.
class request_ids {
 public:
  request_ids();
  std::string next();

 private:
  std::uint64_t salt_;
  std::uint64_t ordinal_ = 0;
};

}  // namespace surgeline::admin
