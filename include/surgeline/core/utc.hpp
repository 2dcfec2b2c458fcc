#pragma once

#include <chrono>
#include <string>

namespace surgeline {

/// A moment as RFC 3339 has it, in UTC: to the second, `2026-11-27T08:55:51Z`; to the millisecond, `2026-11-27T08:55:51.415Z`.
std::string utc_seconds(std::chrono::system_clock::time_point when);
std::string utc_milliseconds(std::chrono::system_clock::time_point when);

}  // namespace surgeline
