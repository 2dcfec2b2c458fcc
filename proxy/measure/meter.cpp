#include "surgeline/measure/meter.hpp"

#include <utility>

namespace surgeline::measure {

meter::meter(subject_kind kind, const std::string& id)
    : kind_(kind), subject_(std::string{word(kind)} + "." + id) {}

void meter::close(std::size_t until) {
  const std::size_t rows = until - open_;
  for (const declaration& one : instruments) {
    if (one.of != kind_) continue;
    const std::size_t at = index(one.what);
    if (one.as == form::histogram) {
      auto& column = closed_.histograms[one.what];
      column.push_back(std::exchange(observed_[at], {}));
      column.resize(column.size() + rows - 1);
      continue;
    }
    auto& column = closed_.numbers[one.what];
    column.push_back(row_[at]);
    if (one.as == form::count) row_[at] = 0;
    column.resize(column.size() + rows - 1, row_[at]);
  }
  open_ = until;
  open_until_ = time_point{tick * static_cast<duration::rep>(open_ + 1)};
}

series meter::take() {
  series taken = std::exchange(closed_, {});
  closed_.first_tick = open_;
  return taken;
}

}  // namespace surgeline::measure
