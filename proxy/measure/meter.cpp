#include "surgeline/measure/meter.hpp"

#include <utility>

namespace surgeline::measure {

meter::meter(subject_kind kind, const std::string& id)
    : kind_(kind), subject_(std::string{word(kind)} + "." + id) {}

void meter::close(std::size_t until) {
  for (; current_ < until; ++current_) {
    for (const declaration& one : instruments) {
      if (one.of != kind_) continue;
      const std::size_t at = index(one.what);
      if (one.as == form::histogram) {
        closed_.histograms[one.what].push_back(std::exchange(observed_[at], {}));
      } else {
        closed_.numbers[one.what].push_back(row_[at]);
        if (one.as == form::count) row_[at] = 0;
      }
    }
  }
}

series meter::take() {
  series taken = std::exchange(closed_, {});
  closed_.first_tick = current_;
  return taken;
}

}  // namespace surgeline::measure
