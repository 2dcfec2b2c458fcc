#include "bench/exact/place.hpp"

#include <poll.h>
#include <sys/socket.h>

#include <future>
#include <stdexcept>

#include "bench/comparison/client.hpp"
#include "bench/comparison/listening.hpp"

namespace surgeline::bench {
namespace {

constexpr std::uint64_t seed = 1;
constexpr int patience = 10'000;  // ms

net::descriptor accept_from(const net::listener& server) {
  pollfd waiting{server.fd(), POLLIN, 0};
  if (poll(&waiting, 1, patience) != 1) give_up("the proxy does not dial its upstream");
  return net::descriptor{accept4(server.fd(), nullptr, nullptr, SOCK_CLOEXEC)};
}

}  // namespace

place::place() : server_(listen_or_throw({.host = "127.0.0.1"})) {
  net::worker* const workers[] = {&worker_};
  net::failure why;
  front_ = traffic::proxy::open(
      {.id = "exact", .listen = {{.host = "127.0.0.1"}}, .upstream = {server_.local()}},
      clock_,
      workers,
      why
  );
  if (!front_) throw std::runtime_error(why.what);
}

line place::connect() {
  net::descriptor client = connect_to(front_->addresses()[0]);
  return {std::move(client), accept_from(server_), {"127.0.0.1", ++connected_}};
}

std::shared_ptr<const fault::plan> place::arm(std::string id, fault::kind what) {
  const time_point now = clock_.now();
  auto plan = std::make_shared<const fault::plan>(
      chance{seed},
      std::vector<fault::armed>{
          {.id = std::move(id), .what = std::move(what), .since = now, .first = now}
      }
  );
  put_in_force(plan);
  return plan;
}

void place::put_in_force(std::shared_ptr<const fault::plan> plan) {
  std::promise<void> in_force;
  front_->arm(std::move(plan), [&] { in_force.set_value(); });
  in_force.get_future().wait();
}

}  // namespace surgeline::bench
