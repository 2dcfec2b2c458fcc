#include "told_state.hpp"

#include <algorithm>

#include "surgeline/config/text_at.hpp"
#include "surgeline/core/units.hpp"

namespace surgeline::runner {
namespace {

template <class... Steps>
std::uint64_t number(const config::value& in, Steps... path) {
  const config::value* const at = config::find(in, path...);
  const auto* is = at == nullptr ? nullptr : at->template as<std::int64_t>();
  return is == nullptr ? 0 : static_cast<std::uint64_t>(*is);
}

double seconds_at(const config::value& in, const char* key) {
  const config::value* const at = config::find(in, "did", key);
  const auto* is = at == nullptr ? nullptr : at->as<double>();
  return is == nullptr ? 0 : *is;
}

traffic::exchange_totals totals_in(const config::value& one, const char* key) {
  return {
      .over = number(one, key, "over"),
      .failed = number(one, key, "failed"),
      .attempts = number(one, key, "attempts"),
      .logical = number(one, key, "logical_requests"),
      .good = number(one, key, "good")
  };
}

}  // namespace

const config::value* element(const config::value& in, const char* list, const std::string& id) {
  const config::value* const all = config::find(in, list);
  const auto* elements = all == nullptr ? nullptr : all->as<config::array>();
  if (elements == nullptr) return nullptr;
  const auto found = std::ranges::find_if(*elements, [&](const config::value& one) {
    const config::value* const named = config::find(one, "id");
    return named != nullptr && *named == config::value(id);
  });
  return found == elements->end() ? nullptr : &*found;
}

fault::tally tally_in(const config::value& one) {
  return {
      .evaluated = number(one, "did", "evaluated"),
      .selected = number(one, "did", "selected"),
      .injected = number(one, "did", "injected"),
      .delayed = number(one, "did", "delayed"),
      .planned_seconds = seconds_at(one, "decided_delay_seconds"),
      .measured_seconds = seconds_at(one, "delay_seconds"),
      .longest = from_seconds(seconds_at(one, "longest_delay_seconds"))
  };
}

traffic::counts counts_in(const config::value& one) {
  traffic::counts made;
  made.opened = number(one, "connections", "opened");
  made.active = number(one, "connections", "active");
  made.bytes = {number(one, "bytes", "to_upstream"), number(one, "bytes", "to_client")};
  made.buffered = number(one, "bytes", "held");
  made.exchanges = totals_in(one, "exchanges");
  made.control = totals_in(one, "control_group");
  return made;
}

traffic::counts since(const traffic::counts& before, traffic::counts now) {
  now.opened -= before.opened;
  now.exchanges -= before.exchanges;
  now.control -= before.control;
  for (std::size_t i = 0; i < now.bytes.size(); ++i) now.bytes[i] -= before.bytes[i];
  return now;
}

fault::tally since(const fault::tally& before, fault::tally now) {
  now.evaluated -= before.evaluated;
  now.selected -= before.selected;
  now.injected -= before.injected;
  now.delayed -= before.delayed;
  now.planned_seconds -= before.planned_seconds;
  now.measured_seconds -= before.measured_seconds;
  return now;
}

std::vector<endpoint> endpoints_in(const config::value& proxy, const char* list_of) {
  std::vector<endpoint> all;
  const config::value* const there = config::find(proxy, list_of);
  const auto* list = there == nullptr ? nullptr : there->as<config::array>();
  for (std::size_t i = 0; list != nullptr && i < list->size(); ++i) {
    if (const auto at = endpoint::parse(config::text_at(proxy, list_of, i))) all.push_back(*at);
  }
  return all;
}

}  // namespace surgeline::runner
