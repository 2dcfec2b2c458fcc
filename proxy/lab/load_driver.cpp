#include "surgeline/lab/load_driver.hpp"

#include <sys/epoll.h>

#include <algorithm>
#include <chrono>
#include <utility>

#include "surgeline/lab/file_time.hpp"
#include "surgeline/lab/frame_channel.hpp"
#include "surgeline/net/socket.hpp"

namespace surgeline::lab {

using resilience::outcome;

namespace {

/// Kept connections are made so many at a time, and so far apart: sixteen thousand a second, which no backlog overflows at.
constexpr std::size_t connect_batch = 64;
constexpr std::chrono::milliseconds connect_pause{4};

/// A connection that was made and then torn down was lost; one that was never made was out of reach.
outcome why_lost(std::error_code error) {
  return error == std::errc::connection_reset ? outcome::reset : outcome::unreachable;
}

}  // namespace

/// A line of the population, with its socket while there is one.
class load_driver::connection final : net::ready_handler {
 public:
  connection(load_driver& of, const model::line& which)
      : owner(of), line(which), channel(of.on_, *this, model::frame::sort::answer) {}

  load_driver& owner;
  model::line line;
  frame_channel channel;
  bool connecting = false;
  bool marked = false;  ///< among those with something to send

 private:
  void ready(std::uint32_t events) override { owner.serve(*this, events); }
};

load_driver::load_driver(
    net::worker& on,
    const net::run_clock& clock,
    const scenario::file& from,
    const scenario::route& way,
    const std::vector<endpoint>& targets,
    chance dice,
    net::failure& why
)
    : on_(on),
      clock_(clock),
      load_(way.load),
      clients_(from.loads[way.load].clients),
      callers_(from, way, dice),
      alarm_(on.delays(), *this),
      pace_(on.delays(), *this) {
  for (const endpoint& one : targets) {
    if (const auto found = net::address::resolve(one, why)) targets_.push_back(*found);
  }
  if (targets_.size() < targets.size()) return;
  for (std::uint32_t client = 0; client < clients_.count; ++client) {
    for (std::uint32_t each = 0; each < clients_.connections_per_client; ++each) {
      for (std::uint32_t target = 0; target < targets_.size(); ++target) {
        const model::line which{client, each, target};
        connections_.push_back(std::make_unique<connection>(*this, which));
      }
    }
  }
  on_.post([this] { settle(time_point{}); });
}

load_driver::~load_driver() {
  on_.run([this] {
    alarm_.cancel();
    pace_.cancel();
    connections_.clear();
  });
}

void load_driver::connect(std::function<void()> done) {
  on_.post([this, done = std::move(done)]() mutable {
    all_kept_ = std::move(done);
    connect_more(std::chrono::steady_clock::now());
  });
}

void load_driver::scale(double factor, time_point now) {
  on_.post([this, factor, now] {
    callers_.scale(factor, now);
    settle(now);
  });
}

void load_driver::take(time_point now, handover to) {
  on_.post([this, now, to = std::move(to)] {
    rows closed;
    take_closed(callers_.numbers(), now, closed);
    take_closed(callers_.waste(), now, closed);
    if (measure::meter* of_policy = callers_.policy_numbers()) take_closed(*of_policy, now, closed);
    to(std::move(closed));
  });
}

void load_driver::send(std::uint64_t number, const model::line& on) {
  const std::size_t client =
      std::size_t{on.client} * clients_.connections_per_client + on.connection;
  connection& to = *connections_[client * targets_.size() + on.endpoint];
  to.channel.queue({.attempt = number});
  if (!std::exchange(to.marked, true)) unsent_.push_back(&to);
}

void load_driver::rang(net::alarm& which, net::real_time now) {
  if (&which == &pace_) return connect_more(now);
  const time_point file_now = file_time(clock_, now);
  callers_.advance(file_now, *this);
  settle(file_now);
}

void load_driver::connect_more(net::real_time now) {
  const std::size_t all = std::min(connections_.size(), scenario::kept_connections);
  const std::size_t until = std::min(all, begun_ + connect_batch);
  for (; begun_ < until; ++begun_) {
    connection& next = *connections_[begun_];
    if (!next.channel.is_open()) dial(next);
  }
  if (begun_ < all)
    pace_.set(now + connect_pause);
  else
    tell_when_all_are_kept();
}

bool load_driver::dial(connection& of) {
  const net::address& to = targets_[of.line.endpoint];
  const std::string client = scenario::client_address(load_, of.line.client);
  net::failure no_address;
  const auto from = net::address::resolve({.host = client}, no_address);
  std::error_code error;
  net::descriptor socket = net::dial(to, error, from && to.family() == AF_INET ? &*from : nullptr);
  if (!error) of.channel.open(std::move(socket), error);
  if (error) return false;
  of.connecting = true;
  ++connecting_;
  return true;
}

void load_driver::stop_connecting(connection& of) {
  if (!std::exchange(of.connecting, false)) return;
  --connecting_;
  tell_when_all_are_kept();
}

void load_driver::tell_when_all_are_kept() {
  const bool all_begun = begun_ == std::min(connections_.size(), scenario::kept_connections);
  if (!all_kept_ || !all_begun || connecting_ > 0) return;
  std::exchange(all_kept_, nullptr)();
}

void load_driver::serve(connection& on, std::uint32_t events) {
  const time_point now = file_time(clock_, on_.ready().batch_time());
  if (on.connecting) {
    if (const std::error_code error = on.channel.pending_error()) {
      lose(on, why_lost(error), now);
      return settle(now);
    }
    if (!(events & EPOLLOUT)) return;
    stop_connecting(on);
  }
  const bool lives = on.channel.receive(events, [&](const model::frame& answer) {
    callers_.answered(answer.attempt, answer.how, now, *this);
  });
  const bool writable = (events & EPOLLOUT) != 0;
  if (!lives || (writable && !on.channel.flush())) lose(on, outcome::reset, now);
  settle(now);
}

void load_driver::lose(connection& which, outcome why, time_point now) {
  which.channel.close();
  stop_connecting(which);
  callers_.lost(which.line, why, now, *this);
}

void load_driver::settle(time_point now) {
  // The list grows while it is walked when a lost attempt is tried again at once.
  for (std::size_t i = 0; i < unsent_.size(); ++i) {
    connection& next = *unsent_[i];
    next.marked = false;
    if (next.connecting) continue;  // sent as soon as it is connected
    if (!next.channel.is_open()) {
      if (!dial(next)) lose(next, outcome::unreachable, now);
    } else if (!next.channel.flush()) {
      lose(next, outcome::reset, now);
    }
  }
  unsent_.clear();
  alarm_.set(clock_.real(callers_.next_due()));
}

}  // namespace surgeline::lab
