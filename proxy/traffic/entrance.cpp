#include "surgeline/traffic/entrance.hpp"

#include <algorithm>
#include <cstring>
#include <utility>

namespace surgeline::traffic {
namespace {

/// The address among those that are kept; it joins them if it is new.
const net::address& kept(std::deque<net::address>& among, const net::address& one) {
  const auto found = std::ranges::find_if(among, [&](const net::address& other) {
    return one.size() == other.size() && std::memcmp(one.data(), other.data(), one.size()) == 0;
  });
  return found == among.end() ? among.emplace_back(one) : *found;
}

}  // namespace

std::vector<net::listener> entrance::listen(
    const endpoint& where,
    std::size_t workers,
    net::failure& why
) {
  std::vector<net::listener> sockets;
  net::listener first = net::listen(where, why);
  if (!first) return sockets;
  if (where.kind == endpoint::family::tcp && workers > 1) {
    sockets = net::join(first, workers - 1, why);
    if (sockets.empty()) return sockets;
  }
  sockets.push_back(std::move(first));
  return sockets;
}

entrance::entrance(
    std::vector<net::listener> sockets,
    const std::vector<net::address>& upstreams,
    std::string suffix,
    std::uint32_t first_endpoint,
    upstream_chooser choose
)
    : sockets_(std::move(sockets)),
      local_(sockets_.front().local()),
      suffix_(std::move(suffix)),
      first_endpoint_(first_endpoint),
      choose_(std::move(choose)),
      open_(upstreams.size()),
      open_now_(upstreams.size()) {
  finds(upstreams);
}

void entrance::finds(const std::vector<net::address>& upstreams) {
  const std::scoped_lock lock(one_at_a_time_);
  upstreams_.clear();
  for (const net::address& one : upstreams) upstreams_.push_back(&kept(known_, one));
}

entrance::visit entrance::greet(std::string client) {
  client += suffix_;
  const std::scoped_lock lock(one_at_a_time_);
  const std::uint64_t ordinal = clients_.next(client);
  visit result{fault::subject{std::move(client), ordinal}, nullptr, {}, {}};
  const std::size_t chosen = choose(result.who) % upstreams_.size();
  result.upstream = upstreams_[chosen];
  result.who.leads_to(first_endpoint_ + static_cast<std::uint32_t>(chosen));
  result.at_upstream = occupancy{open_[chosen]};
  return result;
}

std::size_t entrance::choose(const fault::subject& who) {
  if (!choose_) return next_upstream_++;
  std::ranges::copy(open_, open_now_.begin());
  return choose_(who, open_now_);
}

void entrance::shut() {
  const std::scoped_lock lock(one_at_a_time_);
  for (net::listener& one : sockets_) one.shut();
}

void entrance::close() {
  const std::scoped_lock lock(one_at_a_time_);
  for (net::listener& one : sockets_) one.close();
}

}  // namespace surgeline::traffic
