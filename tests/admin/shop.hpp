#pragma once

#include <string>
#include <string_view>
#include <utility>

#include "office.hpp"

namespace surgeline::admin {

/// An office with a guest `redis` before its server.
class shop : public office {
 public:
  shop() { made = create("redis"); }

  std::string body_of(const std::string& name, const std::string& more = {}) const {
    return R"({"name": ")" + name + R"(", "listen": "localhost:0", "upstream": ")" +
           server.where().text() + "\"" + more + "}";
  }
  heard_reply create(const std::string& name, const std::string& more = {}) const {
    return control("POST", "/proxies", body_of(name, more));
  }
  heard_reply add(const std::string& toxic) const {
    return control("POST", "/proxies/redis/toxics", toxic);
  }
  /// Where `redis` listens, as the API says.
  endpoint where() const {
    const std::string body = control("GET", "/proxies/redis").body;
    constexpr std::string_view key = R"("listen":")";
    const auto at = body.find(key) + key.size();
    return *endpoint::parse(body.substr(at, body.find('"', at) - at));
  }
  std::pair<traffic::wire, traffic::wire> through() const {
    traffic::wire client = traffic::wire::dial(where());
    return {std::move(client), server.accept()};
  }

  heard_reply made;
};

}  // namespace surgeline::admin
