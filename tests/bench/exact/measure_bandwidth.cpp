// How fast bytes pass that may pass so fast.
#include <fmt/format.h>

#include "bench/comparison/progress.hpp"
#include "bench/exact/bulk.hpp"
#include "bench/exact/measures.hpp"

namespace surgeline::bench {
namespace {

constexpr double kilo = 1e3, mega = 1e6;

}  // namespace

finding measure_bandwidth(double rate, std::size_t bytes, double tolerance) {
  finding found{
      .id = fmt::format("bandwidth-{:g}", rate / mega),
      .title = fmt::format(
          "{:.0f} MB at {:g} KB/s, in KB/s",
          static_cast<double>(bytes) / mega,
          rate / kilo
      ),
      .method = "bytes over the time from the first one said to the last one heard"
  };
  progress shown(found.id);
  shown.show(fmt::format("{:.0f} s", static_cast<double>(bytes) / rate));
  place here;
  line one = here.connect();
  here.arm(
      "exact",
      fault::bandwidth{.rate = surgeline::bandwidth{rate}, .towards = fault::direction::to_upstream}
  );
  found.checks.push_back(
      {.what = "rate",
       .wanted = rate / kilo,
       .measured = static_cast<double>(bytes) / seconds(carry(one, bytes)) / kilo,
       .at_least = rate * (1 - tolerance) / kilo,
       .at_most = rate / kilo,
       .note = "never faster"}
  );
  return found;
}

}  // namespace surgeline::bench
