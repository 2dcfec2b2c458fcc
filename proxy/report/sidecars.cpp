#include "sidecars.hpp"

#include <fmt/format.h>
#include <fmt/ranges.h>

#include <algorithm>

#include "surgeline/core/units.hpp"
#include "surgeline/report/numbers.hpp"

namespace surgeline::report {
namespace {

using scenario::record;
using scenario::sidecar_record;

std::string milliseconds(duration of) { return fmt::format("{:.2f} ms", seconds(of) * 1e3); }

std::string clock_in_words(const sidecar_record& of) {
  const bool is_behind = of.clock_ahead < duration{};
  return fmt::format(
      "its clock is {} {} (± {})",
      milliseconds(is_behind ? -of.clock_ahead : of.clock_ahead),
      is_behind ? "behind" : "ahead",
      milliseconds(of.clock_within)
  );
}

/// Faults begin so far apart at most.
std::string skew_in_words(duration of) {
  if (of == duration{}) return "";
  return fmt::format("; faults begin and end within {} of each other", milliseconds(of));
}

std::string traffic_in_words(const sidecar_record& of) {
  std::string text = fmt::format("{} connections, {} bytes", of.connections, of.bytes);
  if (of.exchanges > 0) text += fmt::format(", {} exchanges, {} failed", of.exchanges, of.failed);
  return text;
}

std::string hits_in_words(const record& of, const surgeline::fault::ledger& did) {
  std::string text;
  for (std::uint32_t slot = 0; slot < of.file.faults.size(); ++slot) {
    if (slot >= did.tallies().size()) break;
    const auto& one = did.tallies()[slot];
    if (one.evaluated == 0 && one.injected == 0) continue;
    text += fmt::format("; {} hit {} of {}", of.file.faults[slot].id, one.injected, one.evaluated);
  }
  return text.empty() ? "; no fault hit anything" : text;
}

std::string loss_in_words(const scenario::loss* lost) {
  if (lost == nullptr) return "";
  return fmt::format(
      "; lost at {}: {}",
      text_of_seconds(seconds(lost->when.time_since_epoch())),
      lost->why
  );
}

}  // namespace

const scenario::loss* loss_of(const record& of, std::size_t sidecar) {
  const auto found = std::ranges::find(of.course.losses, sidecar, &scenario::loss::sidecar);
  return found == of.course.losses.end() ? nullptr : &*found;
}

std::vector<std::pair<std::string, std::string>> sidecars_in_words(const record& of) {
  std::vector<std::pair<std::string, std::string>> all;
  sidecar_record sum;
  for (std::size_t i = 0; i < of.sidecars.size(); ++i) {
    const sidecar_record& one = of.sidecars[i];
    all.emplace_back(
        one.control,
        fmt::format(
            "{}; {}: {}{}{}",
            clock_in_words(one),
            fmt::join(one.proxies, ", "),
            traffic_in_words(one),
            hits_in_words(of, one.faults),
            loss_in_words(loss_of(of, i))
        )
    );
    sum.armed_within = std::max(sum.armed_within, one.armed_within);
    sum.connections += one.connections;
    sum.bytes += one.bytes;
    sum.exchanges += one.exchanges;
    sum.failed += one.failed;
    sum.faults.merge(one.faults);
  }
  if (all.size() > 1)
    all.emplace_back(
        "all together",
        traffic_in_words(sum) + hits_in_words(of, sum.faults) + skew_in_words(sum.armed_within)
    );
  return all;
}

}  // namespace surgeline::report
