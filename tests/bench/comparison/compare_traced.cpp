// What a request costs whatever the machine is like: system calls (strace) and instructions of the program's own
// (callgrind). Two runs of different length are subtracted, so that starting and ending cost nothing.
#include <fmt/format.h>

#include <map>
#include <sstream>

#include "bench/comparison/callgrind.hpp"
#include "bench/comparison/contest.hpp"
#include "bench/comparison/fleet.hpp"
#include "bench/comparison/progress.hpp"
#include "bench/comparison/request_load.hpp"

namespace surgeline::bench {
namespace {

using counts = std::map<std::string, double>;

/// Requests of a load: so many on each of its connections.
struct load_size {
  std::size_t connections, times;
  std::size_t requests() const { return connections * times; }
};

/// A tool that runs a contestant and counts.
struct tracer {
  std::string id, unit, program;
  command (*start)(const std::string& program, const std::string& output);
  counts (*read)(std::istream& output);
};

/// Lines of `% time, seconds, usecs/call, calls, errors?, name`.
counts read_strace(std::istream& output) {
  counts found;
  for (std::string text; std::getline(output, text);) {
    std::istringstream line(text);
    double share = 0, time = 0, each = 0, calls = 0;
    if (!(line >> share >> time >> each >> calls)) continue;
    std::string name;
    while (line >> name) {
    }
    found[name] = calls;
  }
  return found;
}

/// Everything, and of that what is spent on counting: on cells, on the atomics that they are made of, and on buckets.
counts read_callgrind(std::istream& output) {
  counts found;
  for (const auto& [file, cost] : costs_by_file(output)) {
    const std::string_view name = std::string_view{file}.substr(file.rfind('/') + 1);
    found["total"] += cost;
    if (name == "cell.hpp" || name == "atomic_base.h" || name == "atomic" ||
        name == "histogram_cells.hpp")
      found["counting"] += cost;
  }
  return found;
}

const tracer by_strace{
    "calls",
    "system calls",
    "strace",
    [](const std::string& program, const std::string& output) {
      // Left to itself it blocks SIGTERM when it writes to a file.
      return command{program, "-f", "-c", "--interruptible=waiting", "-o", output};
    },
    read_strace
};

const tracer by_callgrind{
    "instructions",
    "user instructions",
    "valgrind",
    [](const std::string& program, const std::string& output) {
      return command{program, "-q", "--tool=callgrind", "--callgrind-out-file=" + output};
    },
    read_callgrind
};

/// Runs a contestant under a tracer through a load in lock step; empty when it is not installed.
counts trace(const tracer& by, const contest& who, std::string_view name, cpus on, load_size size) {
  const folder files;
  const std::string output = files.path("counted");
  const command traced = by.start(find_program(by.program), output);
  fleet here(who.behind, {name}, on, who.start, traced);
  if (here.targets().empty()) return {};
  request_load load(here.targets()[0].where, who.words, size.connections);
  load.march(size.times);
  here.end();
  std::ifstream in(output);
  return by.read(in);
}

counts per_request(
    const tracer& by,
    const contest& who,
    std::string_view name,
    cpus on,
    load_size small
) {
  const load_size large{small.connections, 6 * small.times};
  const counts few = trace(by, who, name, on, small), many = trace(by, who, name, on, large);
  counts each;
  for (const auto& [what, number] : many) {
    const double before = few.contains(what) ? few.at(what) : 0;
    each[what] = (number - before) / static_cast<double>(large.requests() - small.requests());
  }
  return each;
}

double total(const counts& each) {
  const auto found = each.find("total");
  return found == each.end() ? no_number : found->second;
}

/// What makes up a total, without what is next to nothing.
std::string breakdown(std::string_view name, const counts& each) {
  std::string text;
  for (const auto& [what, number] : each)
    if (what != "total" && number > 0.01)
      text += fmt::format("{} {} {:.2f}", text.empty() ? "" : ",", what, number);
  return text.empty() ? "" : fmt::format("{}:{}", name, text);
}

result compare_by(
    const tracer& by,
    const circumstances& at,
    const contest& who,
    int decimals,
    double counting_at_most
) {
  result found{
      .id = by.id,
      .title = fmt::format("{} per request, by {}", by.unit, by.program),
      .method = "difference of two run lengths, requests in lock step on all connections",
      .columns = {{"1 connection", decimals}, {"64 connections", decimals}}
  };
  if (find_program(by.program).empty()) {
    found.notes = {fmt::format("{} is not installed: nothing was counted", by.program)};
    return found;
  }
  pin_to(at.where.load);
  progress shown(found.id);
  for (const std::string_view name : who.contestants) {
    check_interrupt();
    shown.show(name);
    const counts one = per_request(by, who, name, at.where, {1, 200});
    const counts many = per_request(by, who, name, at.where, {64, 10});
    if (one.empty() && many.empty()) continue;
    found.rows.push_back({std::string(name), {{total(one), {}}, {total(many), {}}}});
    if (many.contains("counting")) {
      found.verdicts.push_back(
          {fmt::format("counting / everything, {}", name),
           {many.at("counting") / total(many), {}},
           counting_at_most,
           4}
      );
    }
    const std::string parts = breakdown(name, one);
    if (!parts.empty()) found.notes.push_back(parts);
  }
  return found;
}

}  // namespace

result compare_calls(const circumstances& at, const contest& who) {
  return compare_by(by_strace, at, who, 2, no_number);
}

result compare_instructions(const circumstances& at, const contest& who, double counting_at_most) {
  return compare_by(by_callgrind, at, who, 0, counting_at_most);
}

}  // namespace surgeline::bench
