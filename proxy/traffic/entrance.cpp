#include "surgeline/traffic/entrance.hpp"

#include <utility>

namespace surgeline::traffic {

entrance::entrance(
    net::listener at,
    std::vector<net::address> upstreams,
    std::string suffix,
    std::uint32_t first_endpoint,
    upstream_chooser choose
)
    : listener_(std::move(at)),
      local_(listener_.local()),
      upstreams_(std::move(upstreams)),
      suffix_(std::move(suffix)),
      first_endpoint_(first_endpoint),
      choose_(std::move(choose)) {}

entrance::visit entrance::greet(std::string client) {
  client += suffix_;
  const std::scoped_lock lock(one_at_a_time_);
  const std::uint64_t ordinal = clients_.next(client);
  visit result{fault::subject{std::move(client), ordinal}, nullptr};
  const std::size_t chosen = (choose_ ? choose_(result.who) : next_upstream_++) % upstreams_.size();
  result.upstream = &upstreams_[chosen];
  result.who.leads_to(first_endpoint_ + static_cast<std::uint32_t>(chosen));
  return result;
}

}  // namespace surgeline::traffic
