#include "surgeline/admin/feed.hpp"

#include <utility>

namespace surgeline::admin {

void feed::say(const std::string& text) {
  if (over_) return;
  if (waiting_.size() + text.size() > most_waiting) return end();
  waiting_ += text;
  if (bell_) bell_();
}

void feed::end() {
  over_ = true;
  if (bell_) bell_();
}

std::string feed::take() { return std::exchange(waiting_, {}); }

}  // namespace surgeline::admin
