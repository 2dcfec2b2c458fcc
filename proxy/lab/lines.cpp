#include "surgeline/lab/lines.hpp"

#include <sys/socket.h>

#include <algorithm>
#include <chrono>
#include <utility>

#include "surgeline/lab/frame_lines.hpp"
#include "surgeline/lab/http_lines.hpp"
#include "surgeline/net/socket.hpp"

namespace surgeline::lab {

using resilience::outcome;

namespace {

/// Kept connections are made so many at a time, and so far apart: sixteen thousand a second, which no backlog overflows at.
constexpr std::size_t connect_batch = 64;
constexpr std::chrono::milliseconds connect_pause{4};

}  // namespace

outcome why_lost(std::error_code error) {
  return error == std::errc::connection_reset ? outcome::reset : outcome::unreachable;
}

lines::lines(
    net::worker& on,
    const net::run_clock& clock,
    const scenario::file& from,
    const scenario::route& way,
    const std::vector<endpoint>& targets,
    line_listener& told,
    net::failure& why
)
    : on_(on),
      clock_(clock),
      told_(told),
      way_(way),
      who_(scenario::clients_of(from, way)),
      pace_(on.delays(), *this) {
  for (const endpoint& one : targets) {
    const auto found = net::address::resolve(one, why);
    if (found) targets_.push_back(*found);
  }
  if (targets_.size() < targets.size()) targets_.clear();  // there are no lines then
}

std::size_t lines::number_of(const model::line& which) const {
  const std::size_t client =
      std::size_t{which.client} * who_.connections_per_client + which.connection;
  return client * targets_.size() + which.endpoint;
}

model::line lines::line_of(std::size_t number) const {
  const std::size_t client = number / targets_.size();
  return {
      static_cast<std::uint32_t>(client / who_.connections_per_client),
      static_cast<std::uint32_t>(client % who_.connections_per_client),
      static_cast<std::uint32_t>(number % targets_.size())
  };
}

void lines::connect(std::function<void()> done) {
  all_kept_ = std::move(done);
  rang(pace_, std::chrono::steady_clock::now());
}

void lines::rang(net::alarm&, net::real_time now) {
  const std::size_t all = std::min(count(), scenario::kept_connections);
  const std::size_t until = std::min(all, begun_ + connect_batch);
  while (begun_ < until) keep(begun_++);
  if (begun_ < all)
    pace_.set(now + connect_pause);
  else
    tell_when_all_are_kept();
}

net::descriptor lines::dial(const model::line& which) {
  net::failure no_address;
  const auto from =
      net::address::resolve({.host = scenario::client_address(way_, which.client)}, no_address);
  std::error_code error;
  const bool has_own = from && targets_[which.endpoint].family() == AF_INET;
  net::descriptor socket = net::dial(targets_[which.endpoint], error, has_own ? &*from : nullptr);
  return error ? net::descriptor{} : std::move(socket);
}

void lines::stopped_connecting() {
  --connecting_;
  tell_when_all_are_kept();
}

void lines::tell_when_all_are_kept() {
  const bool all_begun = begun_ == std::min(count(), scenario::kept_connections);
  if (!all_kept_ || !all_begun || connecting_ > 0) return;
  std::exchange(all_kept_, nullptr)();
}

std::unique_ptr<lines> make_lines(
    net::worker& on,
    const net::run_clock& clock,
    const scenario::file& from,
    const scenario::route& way,
    const std::vector<endpoint>& targets,
    chance dice,
    line_listener& told,
    net::failure& why
) {
  if (scenario::speaks_http(from, way))
    return std::make_unique<http_lines>(on, clock, from, way, targets, dice, told, why);
  return std::make_unique<frame_lines>(on, clock, from, way, targets, told, why);
}

}  // namespace surgeline::lab
