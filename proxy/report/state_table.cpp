#include "state_table.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <array>

#include "surgeline/config/text_at.hpp"
#include "surgeline/report/text.hpp"

namespace surgeline::report {

using config::value;

const config::array& list_in(const value& of, const char* key) {
  static const config::array none;
  const value* const there = config::find(of, key);
  const auto* list = there == nullptr ? nullptr : there->as<config::array>();
  return list == nullptr ? none : *list;
}

std::string shown(const value* what) {
  if (what == nullptr) return "-";
  if (const auto* text = what->as<std::string>()) return *text;
  if (const auto* number = what->as<std::int64_t>()) return fmt::format("{}", *number);
  if (const auto* number = what->as<double>()) return fmt::format("{:.4g}", *number);
  std::string all;
  if (const auto* list = what->as<config::array>()) {
    for (const value& one : *list) all += (all.empty() ? "" : ", ") + shown(&one);
  }
  return all.empty() ? "-" : all;
}

std::string bytes_at(const value& in, const char* key) {
  const value* const there = config::find(in, "bytes", key);
  const auto* count = there == nullptr ? nullptr : there->as<std::int64_t>();
  if (count == nullptr) return "-";
  constexpr std::array units{"B", "KiB", "MiB", "GiB", "TiB"};
  constexpr double step = 1024;
  auto amount = static_cast<double>(*count);
  std::size_t unit = 0;
  for (; amount >= step && unit + 1 < units.size(); ++unit) amount /= step;
  return fmt::format("{:.4g} {}", amount, units[unit]);
}

void add_table(
    const std::vector<std::string>& heads,
    const std::vector<row>& rows,
    room wide,
    bool colour,
    std::vector<std::string>& into
) {
  std::vector<std::size_t> widths;
  widths.reserve(heads.size());
  for (const std::string& head : heads) widths.push_back(columns_of(head));
  for (const row& one : rows) {
    for (std::size_t i = 0; i < widths.size(); ++i)
      widths[i] = std::max(widths[i], columns_of(one.cells[i]));
  }
  const auto add = [&](const std::vector<std::string>& cells, hue first, hue rest) {
    painted_line line;
    for (std::size_t i = 0; i < cells.size(); ++i)
      line.add(i == 0 ? " " : "  ").add(pad_right(cells[i], widths[i]), i == 0 ? first : rest);
    into.push_back(line.text(wide.rows, colour));
  };
  add(heads, hue::quiet, hue::quiet);
  for (const row& one : rows) add(one.cells, one.how, hue::plain);
}

const std::vector<std::string> fault_heads{"fault", "kind", "on", "now", "hits", "by", "ends in"};

std::string targets_of(const value& fault) {
  const std::string daemons = at(fault, "daemons");
  return daemons == "-" ? at(fault, "proxies") : daemons;
}

row fault_row(const value& one) {
  const bool acts = config::is_true_at(one, "in_force");
  return {
      {at(one, "id"),
       at(one, "kind"),
       targets_of(one),
       acts ? "in force" : "waits",
       fmt::format("{} of {}", at(one, "did", "injected"), at(one, "did", "evaluated")),
       at(one, "by"),
       at(one, "expires_in")},
      acts ? hue::injected : hue::quiet
  };
}

}  // namespace surgeline::report
