#include "bench/comparison/sleepers.hpp"

#include "bench/comparison/machine.hpp"

namespace surgeline::bench {
namespace {

constexpr std::chrono::milliseconds apart{7};  // they need not be in step
constexpr double milli = 1e3;

std::vector<double> sleep_again_and_again(duration span, const std::stop_token& over) {
  std::vector<double> late;
  while (!over.stop_requested()) {
    const duration due = now() + span;
    sleep_until(due);
    late.push_back(seconds(now() - due) * milli);
  }
  return late;
}

}  // namespace

sleepers::sleepers(std::size_t count, duration span) : late_(count) {
  for (auto& mine : late_) {
    threads_.emplace_back([&mine, span](const std::stop_token& over) {
      mine = sleep_again_and_again(span, over);
    });
    sleep_until(now() + apart);
  }
}

std::vector<double> sleepers::late() {
  threads_.clear();
  std::vector<double> all;
  for (const auto& one : late_) all.insert(all.end(), one.begin(), one.end());
  return all;
}

}  // namespace surgeline::bench
