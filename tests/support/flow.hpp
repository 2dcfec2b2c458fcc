#pragma once

#include <gtest/gtest.h>

#include <cstddef>
#include <cstdint>
#include <ostream>

#include "support/print.hpp"
#include "surgeline/config/describe.hpp"
#include "surgeline/fault/context.hpp"
#include "surgeline/fault/exchange_effect.hpp"
#include "surgeline/fault/ledger.hpp"
#include "surgeline/fault/names.hpp"
#include "surgeline/fault/subject.hpp"

namespace surgeline {

/// What travels on one connection, made by hand: a test says who speaks, when and how much.
class flow {
 public:
  /// The upstream's next bytes as a kind is told of them, with the dice in the test's hands.
  fault::chunk_context drawing(double draw, duration elapsed = {}) {
    const fault::chunk next = answers({});
    return {next.towards, next.offset, next.size, draw, elapsed};
  }
  /// The client's next bytes.
  fault::chunk asks(time_point arrived, std::size_t size = 100) {
    return {fault::direction::to_upstream, advance(asked_, size), size, arrived};
  }
  /// The upstream's next bytes.
  fault::chunk answers(time_point arrived, std::size_t size = 100) {
    return {fault::direction::to_client, advance(answered_, size), size, arrived};
  }

 private:
  static std::uint64_t advance(std::uint64_t& offset, std::size_t size) {
    const std::uint64_t before = offset;
    offset += size;
    return before;
  }

  std::uint64_t asked_ = 0;
  std::uint64_t answered_ = 0;
};

}  // namespace surgeline

namespace surgeline::fault {

inline void PrintTo(const effect& value, std::ostream* out) {
  *out << "delay " << testing::PrintToString(value.delay) << ", hold "
       << testing::PrintToString(value.hold);
  if (value.then == action::close) *out << ", close after " << value.limit << " bytes";
  if (value.then == action::reset) *out << ", reset after " << value.limit << " bytes";
  if (value.by != nobody) *out << ", by fault " << value.by;
  *out << ", in turn " << value.turn;
}

inline void PrintTo(const exchange_effect& value, std::ostream* out) {
  PrintTo(value.bytes, out);
  if (!value.answer.empty()) *out << ", answered " << testing::PrintToString(value.answer);
  if (value.hangs) *out << ", hanging";
  if (value.head) *out << ", head " << testing::PrintToString(*value.head);
  if (value.body) *out << ", body " << testing::PrintToString(*value.body);
  if (value.body_end != action::pass) {
    *out << (value.body_end == action::close ? ", close" : ", reset") << " after "
         << value.body_limit << " bytes of the body";
  }
  if (!value.extra.empty()) *out << ", then " << testing::PrintToString(value.extra);
  if (value.closes) *out << ", then closed";
  if (value.again) *out << ", again after " << testing::PrintToString(*value.again);
  if (value.by != nobody) *out << ", by fault " << value.by;
}

inline void PrintTo(const tally& value, std::ostream* out) {
  *out << value.evaluated << " evaluated, " << value.selected << " selected, " << value.injected
       << " injected; " << value.delayed << " delayed by " << value.measured_seconds << " s of "
       << value.planned_seconds << " s, at most " << testing::PrintToString(value.longest)
       << "; bytes " << value.delayed_bytes << " delayed, " << value.dropped_bytes << " dropped, "
       << value.corrupted_bytes << " corrupted; " << value.held << " held";
}

inline void PrintTo(const decision& value, std::ostream* out) {
  *out << "fault " << value.slot << " drew " << value.draw << " for " << value.key << " in unit "
       << value.index << (value.selected ? ": below " : ": not below ") << value.threshold;
}

}  // namespace surgeline::fault
