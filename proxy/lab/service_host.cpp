#include "surgeline/lab/service_host.hpp"

#include <sys/epoll.h>

#include <algorithm>
#include <chrono>
#include <utility>

#include "surgeline/lab/file_time.hpp"
#include "surgeline/lab/guest.hpp"
#include "surgeline/model/steps.hpp"
#include "surgeline/net/listener.hpp"
#include "surgeline/net/socket.hpp"

namespace surgeline::lab {

using resilience::outcome;

/// Where one replica's callers come in.
class service_host::door final : net::ready_handler, net::alarm_handler {
 public:
  door(service_host& of, std::uint32_t replica, net::listener at, std::error_code& error)
      : of_(of), replica_(replica), at_(std::move(at)), retry_(of.on_.delays(), *this) {
    place_ = of.on_.ready().add(at_.fd(), *this, error);
  }

 private:
  /// When descriptors ran out, how long to wait for some.
  static constexpr std::chrono::milliseconds pause{10};

  void ready(std::uint32_t) override {
    for (int i = 0; i < net::accept_batch; ++i) {
      net::address from;
      std::error_code error;
      net::descriptor socket = net::accept(at_.fd(), from, error);
      if (error == std::errc::resource_unavailable_try_again) return;
      if (!socket) return retry_.set(of_.on_.ready().batch_time() + pause);
      of_.admit(replica_, std::move(socket));
    }
    place_.again();
  }
  void rang(net::alarm&, net::real_time) override { place_.again(); }

  service_host& of_;
  std::uint32_t replica_;
  net::listener at_;
  net::registration place_;  // gone before the listener is
  net::alarm retry_;
};

/// One caller's connection to one replica.
class service_host::connection final : net::ready_handler {
 public:
  connection(service_host& at, std::uint64_t of_number, std::uint32_t to_replica)
      : host(at),
        number(of_number),
        replica(to_replica),
        channel(at.on_, *this),
        caller(at.heads_) {}

  service_host& host;
  std::uint64_t number;
  std::uint32_t replica;
  lab::channel channel;
  guest caller;
  bool marked = false;  ///< among those with something to send
  bool resets = false;  ///< and it is an RST

 private:
  void ready(std::uint32_t events) override { host.serve(*this, events); }
};

service_host::service_host(
    net::worker& on,
    const net::run_clock& clock,
    const scenario::service& what,
    chance dice,
    net::failure& why,
    attached_daemons daemons
)
    : on_(on),
      clock_(clock),
      daemons_(std::move(daemons)),
      server_(what, dice, model::with_daemons(model::steps_of(what), daemons_.ways)),
      heads_(message_reader::most_fields),
      alarm_(on.delays(), *this) {
  for (const model::daemon_way& way : daemons_.ways) {
    const auto& layout = daemons_.hosts[way.daemon]->layout();
    auto& mine = instances_.emplace_back();
    for (std::uint32_t replica = 0; replica < what.replicas; ++replica)
      mine.push_back(layout.of_replica(what, replica));
  }
  on_.run([&] {
    for (std::uint32_t replica = 0; replica < what.replicas && !why.code; ++replica) {
      net::listener at = net::listen({.host = "127.0.0.1"}, why);
      if (!at) return;
      addresses_.push_back(at.local());
      doors_.push_back(std::make_unique<door>(*this, replica, std::move(at), why.code));
    }
  });
}

service_host::~service_host() {
  on_.run([this] {
    alive_.reset();
    alarm_.cancel();
    calls_.clear();
    doors_.clear();
    connections_.clear();
  });
}

void service_host::calls(
    const scenario::file& from,
    const scenario::route& way,
    const std::vector<endpoint>& targets,
    chance dice,
    net::failure& why
) {
  on_.run([&] {
    const auto settled = [this](time_point now) { settle(now); };
    calls_.push_back(
        std::make_unique<call_driver>(on_, clock_, from, way, targets, dice, settled, why)
    );
  });
}

void service_host::connect(const std::function<void()>& done) {
  on_.post([this, done] {
    for (const auto& one : calls_) one->connect(done);
  });
}

void service_host::take(time_point now, handover to) {
  on_.post([this, now, to = std::move(to)] {
    rows closed;
    take_closed(server_.numbers(), now, closed);
    for (const auto& one : calls_) one->take(now, closed);
    to(std::move(closed));
  });
}

void service_host::stall(std::uint32_t replica, time_point now) {
  server_.stall(replica, now, *this);
  settle(now);
}

void service_host::resume(std::uint32_t replica, time_point now) {
  server_.resume(replica, now, *this);
  settle(now);
}

std::size_t service_host::crash(std::uint32_t replica, time_point now) {
  const std::size_t jobs = server_.crash(replica, now, *this);
  std::vector<std::uint64_t> broken;
  for (const auto& [number, one] : connections_) {
    if (one->replica == replica) broken.push_back(number);
  }
  for (const std::uint64_t number : broken) {
    connections_.at(number)->channel.reset();
    lose(number, now);
  }
  settle(now);
  return jobs;
}

void service_host::start(std::uint32_t replica, duration cold, time_point now) {
  server_.start(replica, cold, now);
  settle(now);
}

void service_host::admit(std::uint32_t replica, net::descriptor socket) {
  if (!server_.is_up(replica)) return net::hard_reset(std::move(socket));
  const std::uint64_t number = accepted_++;
  auto made = std::make_unique<connection>(*this, number, replica);
  std::error_code error;
  made->channel.open(std::move(socket), error);
  if (!error) connections_.emplace(number, std::move(made));
}

void service_host::serve(connection& from, std::uint32_t events) {
  const time_point now = file_time(clock_, on_.ready().batch_time());
  const bool lives = from.channel.receive(events, [&](std::span<const std::byte> bytes) {
    return from.caller.hear(bytes, [&](const model::frame& asked) { hear(from, asked, now); });
  });
  const bool writable = (events & EPOLLOUT) != 0;
  if (!lives || (writable && !from.channel.flush())) lose(from.number, now);
  settle(now);
}

/// A question, or that nobody waits any more for the answer.
void service_host::hear(const connection& from, const model::frame& asked, time_point now) {
  if (asked.kind == model::frame::sort::leave)
    server_.leave(from.number, asked.attempt, now, *this);
  else
    server_.arrive(from.replica, {asked.attempt, from.number, asked.key}, now, *this);
}

void service_host::lose(std::uint64_t number, time_point now) {
  connections_.erase(number);
  server_.leave(number, now, *this);
}

bool service_host::reply(const model::job& done, outcome how) {
  const auto found = connections_.find(done.origin);
  if (found == connections_.end()) return false;
  connection& to = *found->second;
  if (how == outcome::reset)
    to.resets = true;
  else
    to.caller.answer(done.attempt, how, to.channel);
  if (!std::exchange(to.marked, true)) unsent_.push_back(to.number);
  return true;
}

void service_host::begin(const model::errand& what, time_point now) {
  if (what.to_do.what == model::step::sort::call) calls_.at(what.to_do.which)->begin(what, now);
  if (what.to_do.what == model::step::sort::daemon) visit(what);
}

void service_host::visit(const model::errand& what) {
  const model::daemon_way& way = daemons_.ways[what.to_do.which];
  const auto instance = instances_[what.to_do.which][what.replica];
  const auto over = [this, alive = std::weak_ptr(alive_), ticket = what.ticket](outcome how) {
    if (!alive.expired()) visited(ticket, how);
  };
  daemon_host& at = *daemons_.hosts[way.daemon];
  if (!instance || !at.takes(way.door, what.replica, what.ticket))
    return on_.post([over] { over(outcome::ok); });
  at.come({.instance = *instance, .door = way.door}, on_, over);
}

void service_host::visited(std::uint64_t ticket, outcome how) {
  const time_point now = file_time(clock_, std::chrono::steady_clock::now());
  server_.done(ticket, how, now, *this);
  settle(now);
}

void service_host::rang(net::alarm&, net::real_time now) {
  const time_point file_now = file_time(clock_, now);
  server_.advance(file_now, *this);
  settle(file_now);
}

void service_host::take_calls(time_point now) {
  for (bool any = true; any;) {
    any = false;
    for (const auto& one : calls_) {
      for (const auto& [ticket, how] : one->take_finished()) {
        server_.done(ticket, how, now, *this);
        any = true;
      }
    }
  }
}

/// Sends what was said on a connection, and asks what has waited behind it; false when it is over.
bool service_host::goes_on(connection& with, time_point now) {
  with.marked = false;
  if (with.resets) {
    with.channel.reset();
    return false;
  }
  if (!with.channel.flush() || with.caller.closes()) return false;
  return with.caller.go_on([&](const model::frame& asked) { hear(with, asked, now); });
}

void service_host::settle(time_point now) {
  do {
    take_calls(now);
    for (const auto& one : calls_) one->settle(now);
  } while (std::ranges::any_of(calls_, [](const auto& one) { return one->has_finished(); }));
  // The list grows while it is walked when a request that has waited is refused at once, or who is lost makes room.
  for (std::size_t i = 0; i < unsent_.size(); ++i) {
    const auto found = connections_.find(unsent_[i]);
    if (found != connections_.end() && !goes_on(*found->second, now)) lose(unsent_[i], now);
  }
  for (const auto& one : calls_) one->settle(now);
  unsent_.clear();
  alarm_.set(clock_.real(server_.next_due()));
}

}  // namespace surgeline::lab
