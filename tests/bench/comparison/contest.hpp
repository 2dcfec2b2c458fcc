#pragma once

#include <cstddef>
#include <string>
#include <string_view>
#include <vector>

#include "bench/comparison/caller.hpp"
#include "bench/comparison/circumstances.hpp"
#include "bench/comparison/comparison.hpp"
#include "bench/comparison/result.hpp"

namespace surgeline::bench {

/// Who is compared, and over what.
struct contest {
  std::string id, title;  ///< of the result
  std::vector<std::string_view> contestants;
  std::string_view behind;  ///< the role of what stands behind everybody
  starter start;
  dialogue words;  ///< between clients and what stands behind
  std::vector<goal> goals;
};

/// How slices are taken.
struct slicing {
  schedule when;
  duration span{};  ///< of each
  cpus on;
  column unit;  ///< of what a slice says
};
/// Gets a contestant ready, and says how a slice of it is measured.
using slicer = std::function<std::function<double()>(const target& of)>;
/// Compares slices.
result compare_slices(const contest& who, const slicing& how, const slicer& prepare);

/// CPU per request on that many connections, which stay open.
result compare_requests(const circumstances& at, const contest& who, std::size_t connections);
/// The same on new connections each slice: an old loopback connection may have settled in a slow state for good, which tells
/// with large answers.
result compare_requests_anew(const circumstances& at, const contest& who, std::size_t connections);
/// CPU per new connection, which ends with the answer to its one request.
result compare_visits(const circumstances& at, const contest& who);
/// What a proxy adds to the time of a request.
result compare_latency(const circumstances& at, const contest& who);
/// Memory of the user's that an idle connection holds; at most so many KiB for ours.
result compare_memory(const circumstances& at, const contest& who, double at_most);
/// System calls and instructions per request: the same on every machine. Of the instructions, the share that counting may
/// have.
result compare_calls(const circumstances& at, const contest& who);
result compare_instructions(const circumstances& at, const contest& who, double counting_at_most);

}  // namespace surgeline::bench
