#pragma once

#include <gtest/gtest.h>

#include <chrono>
#include <ostream>

#include "surgeline/core/distribution.hpp"
#include "surgeline/core/endpoint.hpp"
#include "surgeline/core/problem.hpp"
#include "surgeline/core/time.hpp"
#include "surgeline/core/units.hpp"
#include "surgeline/core/varying.hpp"

/// How GoogleTest shows the types of core: as a person writes them, where it would print bytes.
/// Every test file that compares them includes this one, or two files of a binary would print differently.

// A duration belongs to std::chrono, and only there does GoogleTest look.
namespace std::chrono {

template <class Rep, class Period>
void PrintTo(const duration<Rep, Period>& value, std::ostream* out) {
  *out << surgeline::format(duration_cast<surgeline::duration>(value));
}

}  // namespace std::chrono

namespace surgeline {

inline void PrintTo(const time_point& value, std::ostream* out) {
  *out << (value == never ? "never" : format(value.time_since_epoch()) + " after the start");
}

inline void PrintTo(const rate& value, std::ostream* out) { *out << format(value); }
inline void PrintTo(const size& value, std::ostream* out) { *out << format(value); }
inline void PrintTo(const bandwidth& value, std::ostream* out) { *out << format(value); }
inline void PrintTo(const share& value, std::ostream* out) { *out << format(value); }
inline void PrintTo(const endpoint& value, std::ostream* out) { *out << value.text(); }
inline void PrintTo(const distribution& value, std::ostream* out) { *out << value.text(); }

inline void PrintTo(const place& value, std::ostream* out) {
  *out << value.text() << " (" << value.length << " long)";
}

inline void PrintTo(const problem& value, std::ostream* out) { *out << render(value, ""); }

inline void PrintTo(const problems& value, std::ostream* out) {
  for (const problem& each : value.list()) *out << render(each, "");
}

template <class T>
void PrintTo(const varying<T>& value, std::ostream* out) {
  if (value.is_constant()) {
    *out << testing::PrintToString(value.at({}));
    return;
  }
  *out << "ramp";
  for (const auto& point : value.points()) {
    *out << ' ' << format(point.at) << ':' << testing::PrintToString(point.value);
  }
}

}  // namespace surgeline
