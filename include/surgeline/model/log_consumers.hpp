#pragma once

#include <cstdint>
#include <functional>
#include <queue>
#include <vector>

#include "surgeline/core/chance.hpp"
#include "surgeline/core/time.hpp"
#include "surgeline/scenario/consumer.hpp"

namespace surgeline::model {

/// Who reads the partitions of a log, each by itself: takes a batch when it is there, works on its records one after the other, and
/// commits it behind the last of them or ahead of the first. One that dies goes on behind what is committed.
class log_consumers {
 public:
  /// What a step has done.
  struct progress {
    bool consumed = false;   ///< a record was worked on
    bool repeats = false;    ///< which had been worked on before
    std::uint64_t lost = 0;  ///< records that are committed, and that nobody will work on
    bool operator==(const progress&) const = default;
  };

  /// `name` keys the draws.
  log_consumers(
      const scenario::consumer& terms,
      std::uint32_t partitions,
      chance dice,
      std::uint64_t name
  );

  /// A record is there.
  void append(std::uint32_t partition, time_point now);
  /// The end of the next step; `never` when all wait for records.
  time_point next_due() const { return alarms_.empty() ? never : alarms_.top().due; }
  /// Takes the step that ends then. There must be one.
  progress take_step();

 private:
  struct reader {
    std::uint64_t end = 0;        ///< records of the partition
    std::uint64_t position = 0;   ///< of the next record
    std::uint64_t committed = 0;  ///< where it goes on after a crash
    std::uint64_t reached = 0;    ///< records worked on, by whichever life of it
    std::uint64_t steps = 0;
    bool idle = true;
    bool dead = false;
  };
  struct alarm {
    time_point due;
    std::uint32_t partition;
    bool operator>(const alarm& other) const {
      return due != other.due ? due > other.due : partition > other.partition;
    }
  };

  bool commits_first() const { return terms_.commit == scenario::commit_order::before; }
  bool dies(std::uint32_t partition) const;
  void begin_batch(std::uint32_t partition, time_point at);
  void work(std::uint32_t partition, time_point at);
  void die(std::uint32_t partition, time_point at);
  progress work_on(reader& of);

  scenario::consumer terms_;
  chance dice_;
  std::uint64_t crash_name_, time_name_;
  std::vector<reader> readers_;
  std::priority_queue<alarm, std::vector<alarm>, std::greater<>> alarms_;
};

}  // namespace surgeline::model
