#pragma once

#include "stored_cursor.hpp"
#include "surgeline/config/describe.hpp"
#include "surgeline/report/stored.hpp"
#include "surgeline/scenario/setting.hpp"

namespace surgeline::report {

/// Reads a name of an enum.
template <class Enum>
Enum named(const cursor& at) {
  const std::string word = at.text();
  for (const auto& each : config::names<Enum>) {
    if (each.name == word) return each.value;
  }
  at.note("is an unknown word");
  return {};
}

/// A `report.json`, from its top.
stored_report report_in(const cursor& at);
/// A `sweep.json`, from its top.
stored_sweep sweep_in(const cursor& at);

/// A number over several seeds.
spread spread_in(const cursor& at);
/// A margin or a border, and the unit that its key is in as far as a point says it.
margin_finding finding_in(const cursor& at);

}  // namespace surgeline::report
