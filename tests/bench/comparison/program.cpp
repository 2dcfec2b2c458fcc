#include "bench/comparison/program.hpp"

#include <fmt/format.h>

#include <cstdio>
#include <exception>
#include <fstream>
#include <stdexcept>

#include "bench/comparison/options.hpp"

namespace surgeline::bench {
namespace {

constexpr int usage_error = 2, failure = 1, interrupted_by_signal = 130;

void print_help(const program& what) {
  fmt::print(
      "usage: ./dev bench {} [--quick] [--only MEASURE]... [--json FILE]\n\n"
      "measures, by name or group:\n",
      what.name
  );
  for (const measure& one : what.measures) fmt::print("  {:<18} {}\n", one.id, one.group);
}

void say_who_is_missing(const std::vector<std::string_view>& peers) {
  for (const std::string_view peer : peers)
    if (find_program(peer).empty()) fmt::print("{} is not installed: without it\n\n", peer);
}

void write(const std::string& path, const std::vector<result>& found) {
  std::ofstream out(path);
  out << to_json(found);
  if (!out.flush()) throw std::runtime_error("cannot write " + path);
}

void take_measures(const program& what, const options& asked) {
  const circumstances at{usable_cpus(), asked.quick};
  raise_descriptor_limit();
  take_interrupts();
  say_who_is_missing(what.peers);
  std::vector<result> found;
  for (const measure& one : what.measures) {
    if (!asked.wants(one.id, one.group)) continue;
    found.push_back(one.run(at));
    fmt::print("{}\n", to_table(found.back()));
    std::fflush(stdout);
  }
  if (found.empty()) throw std::invalid_argument("no measure has that name");
  if (!asked.json.empty()) write(asked.json, found);
}

}  // namespace

int run(const program& what, const std::vector<std::string>& arguments) {
  try {
    serve_as_told(arguments, what.roles);
    const options asked = options::parse(arguments);
    if (asked.help)
      print_help(what);
    else
      take_measures(what, asked);
    return 0;
  } catch (const std::invalid_argument& wrong) {
    fmt::print(stderr, "{}: {}\n", what.name, wrong.what());
    return usage_error;
  } catch (const interrupted&) {
    return interrupted_by_signal;
  } catch (const std::exception& error) {
    fmt::print(stderr, "{}: {}\n", what.name, error.what());
    return failure;
  }
}

}  // namespace surgeline::bench
