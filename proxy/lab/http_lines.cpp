#include "surgeline/lab/http_lines.hpp"

#include <sys/epoll.h>

#include <utility>

#include "surgeline/lab/channel.hpp"
#include "surgeline/lab/file_time.hpp"
#include "surgeline/lab/message_reader.hpp"
#include "surgeline/model/http_response.hpp"

namespace surgeline::lab {

using resilience::outcome;

/// One connection of a line, with its socket while there is one, and the exchange that is on it.
class http_lines::connection final : net::ready_handler, message_reader::head_listener {
 public:
  connection(http_lines& of, std::size_t on_line, std::uint32_t in_pool)
      : owner(of), line(on_line), number(in_pool), channel(of.on_, *this), reader(of.heads_) {
    reader.tells(*this);
  }

  http_lines& owner;
  std::size_t line;
  std::uint32_t number;
  lab::channel channel;
  message_reader reader;
  std::optional<std::uint64_t> attempt{};  ///< that is on it
  resilience::answer said = outcome::ok;   ///< as the head of the response has it
  bool keeps_alive = true;
  bool connecting = false;
  bool marked = false;  ///< among those with something to send

 private:
  void ready(std::uint32_t events) override { owner.serve(*this, events); }
  void head_came(const http::message_head& head) override {
    said = model::answer_of(head.status, head.fields);
    keeps_alive = head.keeps_alive;
  }
};

http_lines::http_lines(
    net::worker& on,
    const net::run_clock& clock,
    const scenario::file& from,
    const scenario::route& way,
    const std::vector<endpoint>& targets,
    chance dice,
    line_listener& told,
    net::failure& why
)
    : lines(on, clock, from, way, targets, told, why),
      requests_(from, way, dice),
      heads_(message_reader::most_fields),
      lines_(count()) {}

http_lines::~http_lines() = default;

http_lines::connection& http_lines::of(std::size_t line, std::uint32_t number) {
  auto& all = lines_[line].connections;
  while (all.size() <= number) {
    const auto next = static_cast<std::uint32_t>(all.size());
    all.push_back(std::make_unique<connection>(*this, line, next));
  }
  return *all[number];
}

void http_lines::send(std::uint64_t attempt, const model::line& on) {
  const std::size_t line = number_of(on);
  if (const auto number = lines_[line].pool.take(attempt)) ride(of(line, *number), attempt);
}

/// The exchange begins on this connection: what it says is put behind nothing.
void http_lines::ride(connection& on, std::uint64_t attempt) {
  on.attempt = attempt;
  under_way_.emplace(attempt, &on);
  mark(on);
}

void http_lines::abandon(std::uint64_t attempt, const model::line& on) {
  const auto found = under_way_.find(attempt);
  if (found == under_way_.end()) {
    lines_[number_of(on)].pool.forget(attempt);
    return;
  }
  connection& left = *found->second;
  left.channel.close();
  if (std::exchange(left.connecting, false)) stopped_connecting();
  free(left);
}

/// What was on it is over, and the next attempt may have it.
void http_lines::free(connection& which) {
  if (which.attempt) under_way_.erase(*which.attempt);
  which.attempt.reset();
  if (const auto next = lines_[which.line].pool.give_back(which.number)) ride(which, next->attempt);
}

void http_lines::mark(connection& which) {
  if (!std::exchange(which.marked, true)) unsent_.push_back(&which);
}

void http_lines::flush(time_point now) {
  // The list grows while it is walked when a lost attempt is tried again at once.
  for (std::size_t i = 0; i < unsent_.size(); ++i) {
    connection& next = *unsent_[i];
    next.marked = false;
    if (!next.attempt) continue;
    if (!next.channel.is_open() && !dial(next)) {
      lose(next, outcome::unreachable, now);
      continue;
    }
    const std::uint64_t number = model::caller::number_of(*next.attempt);
    requests_.write(number, model::caller::ordinal_of(*next.attempt), scratch_);
    next.reader.expects_response(scratch_.method);
    next.channel.queue(std::as_bytes(std::span{scratch_.text}));
    if (!next.connecting && !next.channel.flush()) lose(next, outcome::reset, now);
  }
  unsent_.clear();
}

void http_lines::keep(std::size_t number) {
  connection& one = of(number, 0);
  if (!one.channel.is_open()) dial(one);
}

bool http_lines::dial(connection& one) {
  net::descriptor socket = lines::dial(line_of(one.line));
  std::error_code error;
  if (!socket) return false;
  one.channel.open(std::move(socket), error);
  if (error) return false;
  one.connecting = true;
  started_connecting();
  return true;
}

void http_lines::serve(connection& on, std::uint32_t events) {
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
  hear(on, events, now);
  const bool writable = (events & EPOLLOUT) != 0;
  if (on.channel.is_open() && writable && !on.channel.flush()) lose(on, outcome::reset, now);
  told_.told_all(now);
}

void http_lines::hear(connection& on, std::uint32_t events, time_point now) {
  // More than the response, or something that nobody asked for, spoils the connection.
  bool spoilt = false;
  const bool lives = on.channel.receive(events, [&](std::span<const std::byte> bytes) {
    const bool waits = on.attempt && !on.marked && !on.reader.is_done();
    const std::size_t taken = waits ? on.reader.take(bytes) : 0;
    spoilt = taken < bytes.size();
    return !spoilt && !on.reader.is_broken();
  });
  const bool asked = on.attempt && !on.marked;
  if (on.marked && (!lives || spoilt))
    return on.channel.close();  // what is to be said goes on a new one
  const bool whole = asked && (on.reader.is_done() || (!lives && on.reader.end()));
  const bool ends = !lives || spoilt || (whole && !on.keeps_alive);
  if (whole) {
    const std::uint64_t attempt = *on.attempt;
    if (ends) on.channel.close();
    const resilience::answer said = on.said;
    free(on);
    told_.answered(attempt, said, now);
  } else if (ends) {
    lose(on, outcome::reset, now);
  }
}

void http_lines::lose(connection& which, outcome why, time_point now) {
  which.channel.close();
  if (std::exchange(which.connecting, false)) stopped_connecting();
  if (!which.attempt) return;
  const std::uint64_t attempt = *which.attempt;
  free(which);
  told_.answered(attempt, why, now);
}

}  // namespace surgeline::lab
