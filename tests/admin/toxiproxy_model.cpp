#include "toxiproxy_model.hpp"

namespace surgeline::admin {
namespace {

using what = toxiproxy_call::what;

/// Each guest has an address of its own, so that nobody else gets its port while it is disabled.
std::string address_of(const std::string& proxy) {
  return fmt::format("127.0.1.{}:0", static_cast<int>(proxy.front()));
}

}  // namespace

std::string toxiproxy_call::method() const {
  switch (does) {
    case what::remove:
    case what::take:
    case what::clear:
    case what::unfreeze:
      return "DELETE";
    case what::look:
      return "GET";
    case what::plan:
      return "PUT";
    case what::change:
      return "PATCH";
    default:
      return "POST";
  }
}

std::string toxiproxy_call::path() const {
  switch (does) {
    case what::create:
    case what::create_with_toxic:
      return "/proxies";
    case what::populate:
      return "/populate";
    case what::add:
      return "/proxies/" + proxy + "/toxics";
    case what::change:
    case what::take:
    case what::rubbish:
      return "/proxies/" + proxy + "/toxics/" + toxic;
    case what::reset:
      return "/reset";
    case what::plan:
    case what::clear:
      return "/v1/plan";
    case what::freeze:
    case what::unfreeze:
      return "/v1/freeze";
    default:
      return "/proxies/" + proxy;
  }
}

std::string toxiproxy_call::body(const std::string& upstream) const {
  const std::string made = fmt::format(
      R"({{"name": "{}", "listen": "{}", "upstream": "{}")",
      proxy,
      address_of(proxy),
      upstream
  );
  const std::string poison =
      fmt::format(R"({{"name": "{}", "type": "{}", "stream": "{}"}})", toxic, type, stream);
  switch (does) {
    case what::create:
      return made + "}";
    case what::create_with_toxic:
      return made + R"(, "toxics": [)" + poison + "]}";
    case what::populate:
      return "[" + made + R"(, "enabled": false}, {"name": "front"}])";
    case what::enable:
      return R"({"enabled": true})";
    case what::disable:
      return R"({"enabled": false})";
    case what::rename:
      return R"({"name": "other"})";
    case what::add:
      return poison;
    case what::change:
      return R"({"toxicity": 0.5, "attributes": {"none": 1}})";
    case what::plan:
      return R"({"lease": "1m", "faults": [{"id": "leased", "kind": "latency", "delay": "1ms"}]})";
    case what::rubbish:
      return R"({"toxicity": 0.5, "attributes": [)";
    default:
      return "";
  }
}

int toxiproxy_call::expected(toxiproxy_model in) const {
  const toxiproxy_model::proxy* const known = in.find(proxy);
  const bool has_toxic = known != nullptr && known->has(toxic);
  switch (does) {
    case what::create:
      return known != nullptr ? 409 : 201;
    case what::create_with_toxic:
      if (!can_be()) return 400;
      return known != nullptr || in.frozen ? 409 : 201;
    case what::populate:
      return 400;  // the second has no upstream, so nothing is done
    case what::remove:
      return known == nullptr ? 404 : proxy == "front" ? 400 : 204;
    case what::add:
      if (known == nullptr) return 404;
      if (!is_type()) return 400;
      if (has_toxic) return 409;
      return !can_be() ? 400 : in.frozen ? 409 : 200;
    case what::change:
      return has_toxic ? 200 : 404;
    case what::take:
      return has_toxic ? 204 : 404;
    case what::rubbish:
      return has_toxic ? 400 : 404;
    case what::reset:
      return 204;
    case what::plan:
      return in.frozen || in.leased ? 409 : 200;
    case what::clear:
    case what::freeze:
    case what::unfreeze:
      return 200;
    default:
      return known == nullptr ? 404 : 200;
  }
}

void toxiproxy_call::apply(toxiproxy_model& to) const {
  const int status = expected(to);
  if (status >= 400) return;
  switch (does) {
    case what::create:
      to.proxies[proxy] = {};
      return;
    case what::create_with_toxic:
      to.proxies[proxy].of(stream).push_back(toxic + " " + type);
      return;
    case what::remove:
      to.proxies.erase(proxy);
      return;
    case what::enable:
    case what::disable:
      to.find(proxy)->enabled = does == what::enable;
      return;
    case what::add:
      to.find(proxy)->of(stream).push_back(toxic + " " + type);
      return;
    case what::take:
      return to.find(proxy)->remove(toxic);
    case what::reset:
      for (auto& [name, one] : to.proxies) one.enabled = true;
      return to.take_toxics();
    case what::freeze:
      to.frozen = true;
      [[fallthrough]];
    case what::clear:
      to.leased = false;
      return to.take_toxics();
    case what::unfreeze:
      to.frozen = false;
      return;
    case what::plan:
      to.leased = true;
      return;
    default:
      return;
  }
}

}  // namespace surgeline::admin
