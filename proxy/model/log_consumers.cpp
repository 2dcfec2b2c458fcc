#include "surgeline/model/log_consumers.hpp"

#include <algorithm>

namespace surgeline::model {

log_consumers::log_consumers(
    const scenario::consumer& terms,
    std::uint32_t partitions,
    chance dice,
    std::uint64_t name
)
    : terms_(terms),
      dice_(dice),
      crash_name_(mix(name, 1)),
      time_name_(mix(name, 2)),
      readers_(partitions) {}

void log_consumers::append(std::uint32_t partition, time_point now) {
  reader& of = readers_[partition];
  ++of.end;
  if (of.idle) begin_batch(partition, now);
}

void log_consumers::begin_batch(std::uint32_t partition, time_point at) {
  reader& of = readers_[partition];
  of.idle = of.end - of.position < terms_.batch;
  if (of.idle) return;
  if (commits_first()) of.committed += terms_.batch;
  work(partition, at);
}

void log_consumers::work(std::uint32_t partition, time_point at) {
  const double draw = dice_.draw(time_name_, partition, readers_[partition].steps);
  const time_point ends = after(at, terms_.service_time.sample(draw, at.time_since_epoch()));
  if (ends != never) alarms_.push({ends, partition});
}

bool log_consumers::dies(std::uint32_t partition) const {
  return dice_.draw(crash_name_, partition, readers_[partition].steps) < terms_.crash.part;
}

void log_consumers::die(std::uint32_t partition, time_point at) {
  reader& of = readers_[partition];
  of.position = of.committed;
  of.dead = true;
  const time_point again = after(at, terms_.restart);
  if (again != never) alarms_.push({again, partition});
}

log_consumers::progress log_consumers::work_on(reader& of) {
  const bool repeats = of.position < of.reached;
  of.reached = std::max(of.reached, ++of.position);
  return {.consumed = true, .repeats = repeats};
}

log_consumers::progress log_consumers::take_step() {
  const auto [at, partition] = alarms_.top();
  alarms_.pop();
  reader& of = readers_[partition];
  if (of.dead) {
    of.dead = false;
    begin_batch(partition, at);
    return {};
  }
  const bool ends = dies(partition);
  ++of.steps;
  if (ends && commits_first()) {
    const std::uint64_t lost = of.committed - of.position;
    die(partition, at);
    return {.lost = lost};
  }
  const progress made = work_on(of);
  const std::uint64_t batch_end = commits_first() ? of.committed : of.committed + terms_.batch;
  if (ends) {
    die(partition, at);
  } else if (of.position == batch_end) {
    of.committed = of.position;
    begin_batch(partition, at);
  } else {
    work(partition, at);
  }
  return made;
}

}  // namespace surgeline::model
