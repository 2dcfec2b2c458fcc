#include "surgeline/traffic/capture.hpp"

#include "surgeline/net/socket.hpp"

namespace surgeline::traffic {

/// On loopback the connection may be accepted before `connect` has returned: so the lock is held meanwhile.
net::descriptor capture::dial(
    const net::address& to,
    std::error_code& error,
    std::unique_ptr<mark>& ours
) {
  ours.reset();
  const std::scoped_lock lock(one_at_a_time_);
  net::descriptor made = net::dial(to, error);
  if (!made) return made;
  endpoint from = net::address::local(made.get()).to_endpoint();
  ours_.insert(from);
  ours = std::make_unique<mark>(*this, std::move(from));
  return made;
}

bool capture::is_ours(const net::address& client) {
  const endpoint from = client.to_endpoint();
  const std::scoped_lock lock(one_at_a_time_);
  return ours_.contains(from);
}

void capture::forget(const endpoint& from) {
  const std::scoped_lock lock(one_at_a_time_);
  if (const auto found = ours_.find(from); found != ours_.end()) ours_.erase(found);
}

}  // namespace surgeline::traffic
