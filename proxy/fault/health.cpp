#include "surgeline/fault/health.hpp"

#include <algorithm>
#include <array>
#include <iterator>

namespace surgeline::fault {
namespace {

constexpr std::array<std::string_view, 3> health_paths{"/healthz", "/livez", "/readyz"};

/// True for kinds that may act on exchanges; others act on connections and bytes, whoever asks for what.
bool acts_on_exchanges(const kind& what) {
  return needs_http(what) || std::visit(
                                 []<class K>(const K& one) {
                                   if constexpr (requires { one.may_act_on_exchanges(); })
                                     return one.may_act_on_exchanges();
                                   else
                                     return false;
                                 },
                                 what
                             );
}

}  // namespace

std::vector<std::string_view> spared_paths(const kind& what, const target& whom) {
  std::vector<std::string_view> spared;
  if (!whom.spare_health || !acts_on_exchanges(what)) return spared;
  std::ranges::copy_if(health_paths, std::back_inserter(spared), [&](std::string_view path) {
    return std::ranges::find(whom.path, path) == whom.path.end();
  });
  return spared;
}

}  // namespace surgeline::fault
