#include <fmt/format.h>

#include <cerrno>
#include <cstring>
#include <filesystem>
#include <fstream>
#include <optional>
#include <sstream>

#include "surgeline/app/commands.hpp"
#include "surgeline/app/screen.hpp"
#include "surgeline/report/contrast.hpp"
#include "surgeline/report/stored.hpp"
#include "surgeline/report/terminal.hpp"

namespace surgeline::app {
namespace {

constexpr int some_differ = 1, unreadable = 2;
/// Nobody's report is larger; a disk image might be named by mistake.
constexpr std::uintmax_t largest_report = std::uintmax_t{1} << 30;

/// A report with the text that it was read from.
struct found_report {
  std::string path, text;
  report::stored_report is;
};

/// The report that a path means: a file, or that of a report folder. Empty, with a problem, where there is none.
std::optional<std::filesystem::path> report_at(const std::string& path, problems& found) {
  std::error_code failed;
  if (!std::filesystem::is_directory(path, failed)) return path;
  const std::filesystem::path folder = path;
  if (std::filesystem::exists(folder / "report.json", failed)) return folder / "report.json";
  const bool is_sweep = std::filesystem::exists(folder / "sweep.json", failed);
  found.add(
      {.file = path},
      is_sweep ? "is of a sweep; reports of `run`, `sim` and `margin` can be shown and compared"
               : "is a folder without a report.json, as --report writes one"
  );
  return {};
}

std::optional<std::string> text_in(const std::filesystem::path& path, problems& found) {
  std::error_code failed;
  const auto size = std::filesystem::file_size(path, failed);
  if (!failed && size > largest_report) {
    found.add({.file = path.string()}, "is larger than any report");
    return {};
  }
  std::ifstream in(path, std::ios::binary);
  std::ostringstream all;
  if (in) all << in.rdbuf();
  if (in) return all.str();
  found.add({.file = path.string()}, fmt::format("cannot be read: {}", std::strerror(errno)));
  return {};
}

std::optional<found_report> read_one(const std::string& path, problems& found) {
  const auto at = report_at(path, found);
  auto text = at ? text_in(*at, found) : std::nullopt;
  if (!text) return {};
  auto is = report::read_report(*text, at->string(), found);
  if (!is) return {};
  return found_report{at->string(), *std::move(text), *std::move(is)};
}

/// A stored report as its run showed it.
int show(const found_report& one, const options& asked) {
  if (asked.json) {
    fmt::print("{}", one.text);
    return 0;
  }
  screen on(false);
  if (one.is.margins.empty()) on.print(report::closing_table(one.is.all, on.room(), on.colour()));
  for (const report::stored_margin& each : one.is.margins)
    on.print({fmt::format(" {}{}{}", each.variant, each.variant.empty() ? "" : ": ", each.headline)}
    );
  return 0;
}

}  // namespace

int reports(const options& asked) {
  problems found;
  std::vector<found_report> all;
  for (const std::string& path : asked.files) {
    if (auto one = read_one(path, found)) all.push_back(*std::move(one));
  }
  for (const problem& one : found.list())
    fmt::print(stderr, "surgeline: {} {}\n", one.where.file, one.what);
  if (!found.empty()) return unreadable;
  if (all.size() == 1) return show(all.front(), asked);
  const report::contrast made = report::contrast_of(all[0].is, all[1].is);
  if (asked.json) {
    fmt::print("{}", report::contrast_json(made, all[0].path, all[1].path));
  } else {
    screen on(false);
    on.print(report::contrast_lines(made, all[0].path, all[1].path, on.room(), on.colour()));
  }
  if (made.tests == 0) return unreadable;
  return made.differing() > 0 ? some_differ : 0;
}

}  // namespace surgeline::app
