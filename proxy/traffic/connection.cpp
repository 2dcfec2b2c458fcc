#include "surgeline/traffic/connection.hpp"

#include <algorithm>
#include <array>
#include <utility>

#include "surgeline/net/socket.hpp"
#include "surgeline/traffic/lost_stream.hpp"
#include "surgeline/traffic/own_answer.hpp"

namespace surgeline::traffic {
namespace {

using namespace std::chrono_literals;

/// A unix listener whose backlog is full makes no event when it has room again.
constexpr auto dial_again = 5ms;
/// Who waits for a place looks again so often: another worker may have given one up.
constexpr auto look_again = 20ms;
/// So often it looks whether a client that has said its last word takes its answer, and for so long.
constexpr auto look_at_client_again = 5ms;
constexpr auto patience_with_client = 1s;
/// Exchanges that follow at once before others get a turn.
constexpr int exchanges_per_turn = 16;

/// Never 0.
std::uint64_t moment(time_point at) {
  return static_cast<std::uint64_t>(std::chrono::nanoseconds{at - time_point{}}.count()) + 1;
}

end_reason reason_of(std::error_code error) {
  const bool reset = error == std::errc::connection_reset || error == std::errc::broken_pipe;
  return reset ? end_reason::reset : end_reason::error;
}

}  // namespace

connection::connection(
    connection_home& home,
    net::worker& worker,
    surroundings& around,
    entrance::visit in,
    net::descriptor client
)
    : client_(std::make_unique<socket_stream>(worker.ready(), std::move(client), *this)),
      alarm_(worker.delays(), *this),
      who_(std::move(in.who)),
      around_(around),
      home_(home),
      worker_(worker),
      meant_(std::move(in.meant)),
      upstream_address_(*in.upstream),
      at_upstream_(std::move(in.at_upstream)),
      at_proxy_(std::move(in.at_proxy)),
      begun_(around.clock.now()),
      waits_(around.faults) {
  ++around_.connections.opened;
  ++around_.connections.active;
}

connection::~connection() {
  --around_.connections.active;
  if (has_met_) --around_.connections.paired;
}

void connection::begin(duration timeout) {
  connect_timeout_ = timeout;
  come_in();
}

/// Asks the plan whether it may go in now, later, or not at all.
void connection::come_in() {
  if (client_->is_broken()) return end(reason_of(client_->error()), true);
  const fault::effect decided = around_.plan().on_connect(who_, begun_, around_.faults);
  if (decided.then != fault::action::pass) {
    return end(end_reason::injected, decided.then == fault::action::reset);
  }
  if (closes_ && !decided.closes) return part();
  if (!decided.waits())
    return around_.doorkeepers.empty() ? begin_dialling() : ask_next_doorkeeper();
  waits_.moves_to(decided.by);
  closes_ = decided.closes;
  // A wait that has an end goes on as it began.
  if (goes_in_ == never) goes_in_ = around_.gate.goes_in(decided, begun_);
  const auto look = std::chrono::steady_clock::now() + look_again;
  alarm_.set(goes_in_ == never ? look : around_.clock.real(goes_in_));
}

void connection::begin_dialling() {
  phase_ = phase::dialling;
  waits_.moves_to(fault::nobody);
  dialled_ = around_.clock.now();
  deadline_ = around_.clock.real(after(dialled_, connect_timeout_));
  dial();
}

/// The client's bytes wait in the kernel meanwhile; accepting goes on.
void connection::dial() {
  std::error_code error;
  net::descriptor socket = around_.capture == nullptr
                               ? net::dial(upstream_address_, error)
                               : around_.capture->dial(upstream_address_, error, ours_);
  if (error == std::errc::resource_unavailable_try_again) {
    return alarm_.set(std::chrono::steady_clock::now() + dial_again);
  }
  if (net::is_exhaustion(error)) return end(end_reason::limit, true);
  if (error) return give_up(error);
  upstream_ = std::make_unique<socket_stream>(worker_.ready(), std::move(socket), *this, true);
  if (upstream_->is_broken()) return give_up(upstream_->error());
  alarm_.set(deadline_);
}

void connection::give_up(std::error_code why) {
  ++host().failed[static_cast<std::size_t>(failure_of(why))];
  host().failed_at = moment(around_.clock.now());
  if (!around_.http)
    return around_.ends_softly ? refuse_softly() : end(end_reason::connect_failed, true);
  upstream_ = std::make_unique<lost_stream>();
  parts_for_ = end_reason::connect_failed;
  begin_relaying();
  session_->has_no_upstream(why == std::errc::timed_out ? gateway_timeout : bad_gateway);
  carry();
}

/// There never was an upstream.
void connection::refuse_softly() {
  upstream_.reset();
  part(end_reason::connect_failed);
}

void connection::stirred() {
  if (phase_ == phase::relaying) return carry();
  if (phase_ == phase::parting) return discard();
  if (client_->is_broken()) return end(reason_of(client_->error()), true);
  if (upstream_ && !upstream_->is_opening()) meet_upstream();
}

/// A proxy has accepted already when its upstream refuses: the nearest thing to a refusal is an RST.
void connection::meet_upstream() {
  if (upstream_->is_broken()) return give_up(upstream_->error());
  has_met_ = true;
  ++around_.connections.met;
  ++around_.connections.paired;
  host().took.observe(around_.clock.now() - dialled_);
  host().met_at = moment(around_.clock.now());
  begin_relaying();
  live();
  carry();
}

void connection::begin_relaying() {
  phase_ = phase::relaying;
  deadline_ = {};
  alarm_.cancel();
  relays_.emplace(*client_, *upstream_, who_, around_);
  if (!around_.http) return;
  session_ = std::make_unique<http_session>(who_, around_, upstream_address_, around_.clock.now());
  session_->attach(relays_->to_upstream, relays_->to_client, *this);
}

/// A fault may give it so long to live.
void connection::live() {
  if (around_.plan().empty()) return;
  const std::array heard{relays_->to_upstream.heard(), relays_->to_client.heard()};
  fate_ = around_.plan().on_life(who_, begun_, heard, around_.faults);
}

/// True when its fate has come; what has come since that was asked may have put it off.
bool connection::is_over() {
  if (fate_.when == never || around_.clock.now() < fate_.when) return false;
  live();
  return around_.clock.now() >= fate_.when;
}

void connection::rang(net::alarm&, net::real_time now) {
  if (phase_ == phase::relaying) return carry();
  if (phase_ == phase::parting) return end(parts_for_, true);
  if (phase_ == phase::waiting && goes_in_ == never) return come_in();
  if (phase_ == phase::waiting)
    return around_.doorkeepers.empty() ? begin_dialling() : ask_next_doorkeeper();
  if (now >= deadline_) return give_up(std::make_error_code(std::errc::timed_out));
  dial();
}

void connection::replan() {
  if (phase_ == phase::waiting) return come_in();
  around_.plan().takes_place(who_);
  if (phase_ != phase::relaying) return;
  fate_ = {};
  live();
  relays_->to_upstream.replan();
  relays_->to_client.replan();
  // A plan may give room to read, and no edge tells of that.
  const bool goes_on = relays_->to_upstream.may_read() || relays_->to_client.may_read();
  if (goes_on) return alarm_.set(around_.clock.real(time_point{}));
  rest();
}

/// Until a stream stirs, a waiting byte may travel on, or a fault ends the connection.
void connection::rest() {
  const time_point due = std::min(relays_->to_upstream.next_due(), relays_->to_client.next_due());
  alarm_.set(around_.clock.real(std::min(due, fate_.when)));
}

void connection::carry() {
  auto& [to_upstream, to_client] = *relays_;
  if (is_over()) return meet_fate();
  if (!carry_both()) return;
  for (int exchanges = 1; session_ && session_->settle(); ++exchanges) {
    if (exchanges == exchanges_per_turn) {
      client_->again();
      break;
    }
    if (!carry_both()) return;
  }
  if (!knows_of_client())
    return alarm_.set(std::chrono::steady_clock::now() + look_at_client_again);
  if (to_upstream.has_ended() && to_client.has_ended()) return end(end_reason::eof, false);
  rest();
}

bool connection::carry_both() {
  auto& [to_upstream, to_client] = *relays_;
  if (!carry(to_upstream, *client_, *upstream_, to_client)) return false;
  if (!carry(to_client, *upstream_, *client_, to_upstream)) return false;
  if (session_ && session_->is_sampled()) {
    session_->spends(std::chrono::steady_clock::now() - worker_.ready().batch_time());
  }
  return true;
}

/// The client may be told in an answer that the upstream is gone.
bool connection::answers_loss(const stream& lost) {
  if (!session_ || &lost != upstream_.get() || !session_->survives_loss_of_upstream()) return false;
  parts_for_ = reason_of(upstream_->error());
  return true;
}

/// A client that says nothing more may listen on, or be gone: a FIN does not tell, but what becomes of the answer does. A living
/// one takes it, for one that is gone its kernel sends an RST. That is worth a moment.
bool connection::knows_of_client() {
  if (!session_ || !session_->awaits_client() || client_->is_broken()) return true;
  if (client_->is_taken()) {
    session_->is_taken();
    return true;
  }
  const auto now = std::chrono::steady_clock::now();
  if (deadline_ == net::real_time{}) deadline_ = now + patience_with_client;
  return now >= deadline_;
}

void connection::meet_fate() {
  around_.plan().carried_out(who_, fate_.by, around_.faults);
  if (fate_.then == fault::action::close) return part();
  end(end_reason::injected, true);
}

/// Moves what one direction can move, and carries out what that comes to; false when the connection has ended.
bool connection::carry(relay& one, stream& from, stream& to, relay& opposite) {
  switch (one.pump()) {
    case relay::outcome::wait:
      if (!from.is_broken()) return true;
      [[fallthrough]];  // an RST that reading has not come upon, because too much waits
    case relay::outcome::source_lost:
      if (answers_loss(from)) return true;
      end(reason_of(from.error()), true);
      return false;
    case relay::outcome::again:
      from.again();
      return true;
    case relay::outcome::sink_lost:
      // A server may answer and then reset what it did not want to hear: its answer counts.
      opposite.drain();
      if (answers_loss(to)) return true;
      end(reason_of(to.error()), true);
      return false;
    case relay::outcome::close:
      if (!knows_of_client()) return true;
      if (session_ && parts_for_ == end_reason::injected && !session_->closes_for_fault()) {
        parts_for_ = end_reason::error;
      }
      part(parts_for_);
      return false;
    case relay::outcome::reset:
      end(end_reason::injected, true);
      return false;
  }
  return true;
}

}  // namespace surgeline::traffic
