#include "surgeline/observe/failure_burst.hpp"

#include <algorithm>
#include <cmath>

namespace surgeline::observe {
namespace {

constexpr double ends_remembered = 256;  // ends that the usual share is made of
/// Less than this is none: numbers that are so small that the processor is slow with them are never reached.
constexpr double least = 1e-9;

}  // namespace

void failure_burst::saw(bool failed, time_point now) {
  const double before = share_;
  ends_ = std::min(ends_ + 1, ends_remembered);
  share_ += ((failed ? 1 : 0) - share_) / ends_;
  if (share_ < least) share_ = 0;
  if (is_calm()) {
    began_ = now;
    is_tolerated_ = false;
    usual_ = before;
    if (!failed) return;
    quick_.weigh(std::clamp(usual_, 0.02, 0.5), 0.9);
    const double often = std::clamp(usual_, 0.3, 0.5);
    slow_.weigh(often, often + 0.3);
  }
  quick_.add(failed);
  slow_.add(failed);
  if (now - began_ >= patience) is_tolerated_ = true;
}

void failure_burst::forget() {
  share_ = usual_;
  quick_.sum = slow_.sum = 0;
  is_tolerated_ = false;
}

void failure_burst::evidence::weigh(double usual, double then) {
  failed = std::log(then / usual);
  succeeded = std::log((1 - then) / (1 - usual));
}

void failure_burst::evidence::add(bool is_failure) {
  // Twice the limit is enough: what is over must be over soon.
  sum = std::clamp(sum + (is_failure ? failed : succeeded), 0.0, 2 * limit);
}

}  // namespace surgeline::observe
