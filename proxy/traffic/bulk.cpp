#include "surgeline/traffic/bulk.hpp"

#include <utility>

namespace surgeline::traffic {
namespace {

/// Reads of one sort in a row that change the way.
constexpr int enough = 4;
/// Below this a pipe costs as much as copying does.
constexpr std::size_t small = 64 * 1024;

}  // namespace

void bulk::saw(std::size_t bytes, bool full) {
  if (bytes == 0) return;
  const bool speaks_for_change = flowing_ ? bytes < small : full;
  in_a_row_ = speaks_for_change ? static_cast<std::uint8_t>(in_a_row_ + 1) : std::uint8_t{0};
  if (in_a_row_ < enough) return;
  flowing_ = !flowing_;
  in_a_row_ = 0;
}

net::pipe* bulk::take() {
  if (pool_ != nullptr) pipe_ = pool_->take();
  return pipe_.get();
}

void bulk::give_back() {
  if (pipe_) pool_->give_back(std::move(pipe_));
}

}  // namespace surgeline::traffic
