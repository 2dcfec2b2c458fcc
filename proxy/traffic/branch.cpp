#include "surgeline/traffic/branch.hpp"

#include <algorithm>
#include <utility>

#include "surgeline/net/original_destination.hpp"
#include "surgeline/net/socket.hpp"

namespace surgeline::traffic {
namespace {

/// Connections that are handled before others on the worker get their turn.
constexpr int connections_per_turn = 256;
/// Connections that are closed at a time: each is two sockets whose ends are told.
constexpr int closed_per_turn = 64;

}  // namespace

branch::branch(
    std::shared_ptr<premises> at,
    net::run_clock clock,
    net::worker& on,
    std::size_t number
)
    : premises_(std::move(at)),
      worker_(on),
      number_(number),
      around_(
          clock,
          on.buffer(),
          premises_->options.buffer_limit,
          &on.pipes(),
          premises_->options.ends_softly
      ),
      sweep_(on.delays(), *this) {
  around_.hosts.resize(premises_->options.upstream.size());
  around_.doorkeepers = premises_->options.doorkeepers;
  around_.capture = premises_->options.capture.get();
  if (premises_->options.http) {
    around_.http.emplace(
        *premises_->options.http,
        premises_->options.control ? &*premises_->options.control : nullptr,
        premises_->options.upstream.size(),
        *premises_->attempts,
        *premises_->breakers,
        around_.connections,
        on
    );
  }
}

void branch::open() {
  for (const auto& by : premises_->entrances) {
    acceptors_.push_back(std::make_unique<acceptor>(
        worker_,
        by->socket_of(number_),
        around_.connections,
        [this, &by = *by](net::descriptor client, const net::address& from) {
          welcome(by, std::move(client), from);
        }
    ));
  }
  if (around_.http) sweep_later();
}

/// So often that nothing takes much longer than it may, and never for the sake of a few milliseconds.
void branch::sweep_later() {
  constexpr duration rarely = std::chrono::milliseconds{250}, often = std::chrono::milliseconds{5};
  constexpr int looks_per_limit = 16;
  const http_options& by = around_.http->options;
  const duration shortest = std::min({by.head_timeout, by.idle_timeout, by.exchange_timeout});
  const duration span = std::clamp(shortest / looks_per_limit, often, rarely);
  sweep_.set(around_.clock.real(after(around_.clock.now(), span)));
}

/// Looks at every connection; a look may end it, and it alone.
void branch::rang(net::alarm&, net::real_time) {
  const time_point now = around_.clock.now();
  for (auto next = connections_.begin(); next != connections_.end();) {
    connection& one = *next++;
    one.look(now);
  }
  http_surroundings& http = *around_.http;
  http.attempts.sweep(number_, premises_->workers, now, http.settled);
  http.count_settled();
  if (number_ == 0) http.breakers.look(now);
  sweep_later();
}

void branch::welcome(entrance& by, net::descriptor client, const net::address& from) {
  occupancy place = occupancy::below(premises_->options.max_connections, premises_->open);
  if (!place) {
    around_.connections.refused();
    return net::hard_reset(std::move(client));
  }
  std::unique_ptr<const net::address> meant;
  if (around_.capture != nullptr && !(meant = meant_by(client, from))) return;
  entrance::visit in = by.greet(net::peer_identity(client.get(), from));
  in.at_proxy = std::move(place);
  if (meant) {
    in.meant = std::move(meant);
    in.upstream = in.meant.get();
  }
  if (const auto& control = premises_->options.control; control && !control->needs_head())
    in.who.is_spared(control->holds(in.who));
  connection& made = connections_.emplace_front(
      static_cast<connection_home&>(*this),
      worker_,
      around_,
      std::move(in),
      std::move(client)
  );
  made.place = connections_.begin();
  made.begin(premises_->options.connect_timeout);
}

/// Where a captured client meant to go; null, and it is reset, where it may not be taken.
std::unique_ptr<const net::address> branch::meant_by(
    net::descriptor& client,
    const net::address& from
) {
  const auto meant = net::original_destination(client.get());
  const auto refuse = [&](not_captured why) {
    around_.connections.refused(end_reason::error);
    ++around_.connections.not_captured[static_cast<std::size_t>(why)];
    net::hard_reset(std::move(client));
    return nullptr;
  };
  if (around_.capture->is_ours(from)) return refuse(not_captured::loop);
  if (!meant) return refuse(not_captured::not_redirected);
  const auto& may_call = premises_->options.may_call;
  if (may_call && !may_call(meant->to_endpoint(), *meant)) return refuse(not_captured::not_allowed);
  return std::make_unique<const net::address>(*meant);
}

void branch::bury(connection& ended) {
  if (next_in_round_ == ended.place) ++next_in_round_;
  connections_.erase(ended.place);
  if (!connections_.empty()) return;
  for (const auto& done : std::exchange(done_when_empty_, {})) done();
}

/// Where some are spared, each is asked about.
/// The first worker writes down what all of them do. A proxy's listeners are of one family; those that cannot refuse let
/// the plan be asked about each connection.
void branch::open_or_close_door() {
  const bool nobody = around_.plan().lets_nobody_in() && !premises_->options.control;
  if (std::exchange(refuses_, nobody) == nobody || acceptors_.empty()) return;
  if (!premises_->entrances.front()->socket_of(number_).can_refuse()) return;
  if (nobody && number_ == 0) around_.plan().closed_listener(around_.faults);
  for (const auto& one : acceptors_) {
    if (nobody)
      one->refuse();
    else
      one->take_in();
  }
}

void branch::arm(std::shared_ptr<const fault::plan> next, std::function<void()> done) {
  around_.put_in_force(std::move(next));
  open_or_close_door();
  done_after_next_round_.push_back(std::move(done));
  if (!in_round_) begin_round();
}

void branch::begin_round() {
  in_round_ = true;
  done_after_round_ = std::exchange(done_after_next_round_, {});
  next_in_round_ = connections_.begin();
  walk();
}

void branch::walk() {
  for (int turns = connections_per_turn; turns > 0 && next_in_round_ != connections_.end();
       --turns) {
    connection& reached = *next_in_round_++;
    reached.replan();
  }
  if (next_in_round_ != connections_.end()) {
    return worker_.post([self = shared_from_this()] { self->walk(); });
  }
  in_round_ = false;
  for (const auto& done : std::exchange(done_after_round_, {})) done();
  if (!done_after_next_round_.empty() && !in_round_) begin_round();
}

void branch::stop_accepting(std::function<void()> done) {
  if (acceptors_.empty()) return done();
  done_after_accepting_.push_back(std::move(done));
  if (done_after_accepting_.size() > 1) return;
  const auto left = std::make_shared<std::size_t>(acceptors_.size());
  for (const auto& one : acceptors_) {
    one->leave([self = shared_from_this(), left] {
      if (--*left > 0) return;
      self->acceptors_.clear();
      for (const auto& told : std::exchange(self->done_after_accepting_, {})) told();
    });
  }
}

void branch::turn_away(std::function<void()> done) {
  acceptors_.clear();
  for (const auto& told : std::exchange(done_after_accepting_, {})) told();
  done();
}

void branch::when_empty(std::function<void()> done) {
  if (connections_.empty()) return done();
  done_when_empty_.push_back(std::move(done));
}

void branch::close(std::function<void()> done) {
  sweep_.cancel();
  for (int turns = closed_per_turn; turns > 0 && !connections_.empty(); --turns) {
    connections_.front().close();
  }
  if (connections_.empty()) {
    if (around_.http) around_.http->repeats.clear();
    return done();
  }
  worker_.post([self = shared_from_this(), done] { self->close(done); });
}

}  // namespace surgeline::traffic
