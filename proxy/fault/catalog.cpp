#include "surgeline/fault/catalog.hpp"

#include "surgeline/fault/context.hpp"

namespace surgeline::fault {

bool has_head_hook(const kind& what) {
  return std::visit(
      []<class K>(const K&) {
        return requires { &K::on_response; } || requires { &K::on_request; } ||
               requires(const K& one) { one.counted_by(); };
      },
      what
  );
}

bool acts_on_daemons(const kind& what) {
  return std::visit([]<class K>(const K&) { return requires { K::acts_on_daemon; }; }, what);
}

bool acts_on_hosts(const kind& what) {
  return std::visit([]<class K>(const K&) { return requires { K::acts_on_host; }; }, what);
}

bool needs_http(const kind& what) {
  return has_head_hook(what) || ask<bool>(what, [](const auto& one) -> decltype(one.needs_http()) {
           return one.needs_http();
         });
}

bool acts_on_connections_only(const kind& what) {
  return std::visit(
      []<class K>(const K& one) {
        if constexpr (std::same_as<K, latency>)
          return one.stage == latency_stage::connect;
        else if constexpr (std::same_as<K, cut>)
          return one.after_time.has_value();
        else
          return std::same_as<K, refuse> || std::same_as<K, slow_accept> ||
                 std::same_as<K, max_connections> || std::same_as<K, blackhole> ||
                 std::same_as<K, slow_close>;
      },
      what
  );
}

}  // namespace surgeline::fault
