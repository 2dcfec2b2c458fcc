#include "surgeline/traffic/entrance.hpp"

#include <utility>

namespace surgeline::traffic {

entrance::entrance(
    net::listener at,
    std::vector<net::address> upstreams,
    std::string suffix,
    upstream_chooser choose,
    std::size_t first_host
)
    : listener_(std::move(at)),
      local_(listener_.local()),
      upstreams_(std::move(upstreams)),
      suffix_(std::move(suffix)),
      first_host_(first_host),
      choose_(std::move(choose)) {}

entrance::visit entrance::greet(std::string client) {
  client += suffix_;
  const std::scoped_lock lock(one_at_a_time_);
  const std::uint64_t ordinal = clients_.next(client);
  visit result{fault::subject{std::move(client), ordinal}, nullptr, 0};
  const std::size_t chosen = (choose_ ? choose_(result.who) : next_upstream_++) % upstreams_.size();
  result.upstream = &upstreams_[chosen];
  result.host = first_host_ + chosen;
  return result;
}

}  // namespace surgeline::traffic
