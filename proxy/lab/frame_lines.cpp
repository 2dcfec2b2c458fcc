#include "surgeline/lab/frame_lines.hpp"

#include <sys/epoll.h>

#include <utility>

#include "surgeline/lab/file_time.hpp"
#include "surgeline/lab/frame_channel.hpp"

namespace surgeline::lab {

using resilience::outcome;

/// A line with its socket while there is one.
class frame_lines::connection final : net::ready_handler {
 public:
  connection(frame_lines& of, const model::line& which)
      : owner(of), line(which), channel(of.on_, *this, model::frame::sort::answer) {}

  frame_lines& owner;
  model::line line;
  frame_channel channel;
  bool connecting = false;
  bool marked = false;  ///< among those with something to send

 private:
  void ready(std::uint32_t events) override { owner.serve(*this, events); }
};

frame_lines::frame_lines(
    net::worker& on,
    const net::run_clock& clock,
    const scenario::file& from,
    const scenario::route& way,
    const std::vector<endpoint>& targets,
    line_listener& told,
    net::failure& why
)
    : lines(on, clock, from, way, targets, told, why),
      tells_leaving_(from.services[way.service].heeds_leaving()) {
  for (std::size_t i = 0; i < count(); ++i)
    connections_.push_back(std::make_unique<connection>(*this, line_of(i)));
}

frame_lines::~frame_lines() = default;

void frame_lines::send(std::uint64_t attempt, const model::line& on) {
  connection& to = *connections_[number_of(on)];
  to.channel.queue({.attempt = attempt, .key = told_.key_of(attempt)});
  if (!std::exchange(to.marked, true)) unsent_.push_back(&to);
}

void frame_lines::abandon(std::uint64_t attempt, const model::line& on) {
  connection& to = *connections_[number_of(on)];
  if (!tells_leaving_ || !to.channel.is_open()) return;
  to.channel.queue({.kind = model::frame::sort::leave, .attempt = attempt});
  if (!std::exchange(to.marked, true)) unsent_.push_back(&to);
}

void frame_lines::flush(time_point now) {
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
}

void frame_lines::keep(std::size_t number) {
  connection& one = *connections_[number];
  if (!one.channel.is_open()) dial(one);
}

bool frame_lines::dial(connection& of) {
  net::descriptor socket = lines::dial(of.line);
  std::error_code error;
  if (!socket) return false;
  of.channel.open(std::move(socket), error);
  if (error) return false;
  of.connecting = true;
  started_connecting();
  return true;
}

void frame_lines::serve(connection& on, std::uint32_t events) {
  const time_point now = file_time(clock_, on_.ready().batch_time());
  if (on.connecting) {
    if (const std::error_code error = on.channel.pending_error()) {
      lose(on, why_lost(error), now);
      return told_.told_all(now);
    }
    if (!(events & EPOLLOUT)) return;
    on.connecting = false;
    stopped_connecting();
  }
  const bool lives = on.channel.receive(events, [&](const model::frame& answer) {
    told_.answered(answer.attempt, answer.how, now);
  });
  const bool writable = (events & EPOLLOUT) != 0;
  if (!lives || (writable && !on.channel.flush())) lose(on, outcome::reset, now);
  told_.told_all(now);
}

void frame_lines::lose(connection& which, outcome why, time_point now) {
  which.channel.close();
  if (std::exchange(which.connecting, false)) stopped_connecting();
  told_.lost(which.line, why, now);
}

}  // namespace surgeline::lab
