#include "surgeline/report/execution.hpp"

#include <fmt/format.h>

#include <algorithm>

namespace surgeline::report {
namespace {

/// An argument that a shell takes as it is: in single quotes unless it is plain.
std::string quoted(const std::string& argument) {
  const auto is_plain = [](unsigned char c) {
    return std::isalnum(c) != 0 ||
           std::string_view{"_-./=:,@%+"}.find(static_cast<char>(c)) != std::string_view::npos;
  };
  if (!argument.empty() && std::ranges::all_of(argument, is_plain)) return argument;
  std::string text = "'";
  for (const char c : argument) text += c == '\'' ? std::string{"'\\''"} : std::string{c};
  return text + "'";
}

}  // namespace

void condense(execution& what) {
  what.kept = figures_of(what);
  what.record.recording = {};
  surgeline::fault::ledger tallies;
  for (std::uint32_t slot = 0; slot < what.record.ledger.tallies().size(); ++slot) {
    tallies.of(slot) = what.record.ledger.tallies()[slot];
  }
  what.record.ledger = std::move(tallies);
}

std::string command_line(const execution& of, const invocation& from) {
  const std::string& variant = of.point ? of.point->variant : of.record.variant;
  std::string line = command_line(name_of(of.record.engine), variant, of.record.seed, from);
  if (of.point) {
    for (const std::string& each : of.point->set) line += " --set " + quoted(each);
  }
  if (of.record.engine != scenario::engine::run) return line;
  for (const std::string& each : from.targets) line += " --target " + quoted(each);
  return line;
}

std::string command_line(
    std::string_view command,
    const std::string& variant,
    std::optional<std::uint64_t> seed,
    const invocation& from
) {
  std::string line = fmt::format("surgeline {} {}", command, quoted(from.file));
  if (!variant.empty()) line += " --variant " + quoted(variant);
  if (seed) line += fmt::format(" --seed {}", *seed);
  for (const std::string& each : from.set) line += " --set " + quoted(each);
  return line;
}

}  // namespace surgeline::report
