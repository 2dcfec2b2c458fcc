#include "surgeline/resilience/hedge.hpp"

namespace surgeline::resilience {

hedge::hedge(const hedge_terms& terms) : terms_(terms) {
  if (terms.after.percentile != 0) seen_.emplace(terms.after.percentile / 100.0);
}

void hedge::succeeded(duration took) {
  if (seen_) seen_->add(seconds(took));
}

std::optional<duration> hedge::after() const {
  if (!seen_) return terms_.after.fixed;
  if (seen_->count() < least_seen) return {};
  return from_seconds(seen_->value());
}

bool hedge::admits(std::uint32_t under_way) {
  const auto next = static_cast<double>(hedged_ + 1);
  if (under_way >= terms_.attempts) return false;
  if (next > terms_.max_share.part * static_cast<double>(calls_)) return false;
  ++hedged_;
  return true;
}

}  // namespace surgeline::resilience
