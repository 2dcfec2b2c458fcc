#include "surgeline/lab/message_reader.hpp"

#include <algorithm>

#include "surgeline/http/bytes_as_text.hpp"

namespace surgeline::lab {

void message_reader::begin(bool request, std::string_view to_method) {
  request_ = request;
  to_method_ = to_method;
  head_bytes_.clear();
  scan_ = {};
  at_ = place::head;
}

std::size_t message_reader::take(std::span<const std::byte> arrived) {
  std::size_t taken = 0;
  while (taken < arrived.size() && (at_ == place::head || at_ == place::body)) {
    const auto rest = arrived.subspan(taken);
    if (at_ == place::head) {
      taken += take_head(http::text_of(rest));
      continue;
    }
    taken += body_.take(rest);
    const bool broken = body_.is_broken() || body_.content() > largest_body;
    if (broken) at_ = place::broken;
    if (body_.is_done()) at_ = place::done;
  }
  return taken;
}

std::size_t message_reader::take_head(std::string_view arrived) {
  if (head_bytes_.empty()) {
    // Empty lines before a message are nobody's (RFC 9112 §2.2).
    const std::size_t empty = std::min(arrived.find_first_not_of("\r\n"), arrived.size());
    if (empty > 0) return empty;
  }
  const std::size_t before = head_bytes_.size();
  head_bytes_ += arrived.substr(0, longest_head - before);
  const auto end = scan_.end_of(head_bytes_);
  if (scan_.is_malformed() || (!end && head_bytes_.size() >= longest_head)) at_ = place::broken;
  if (at_ == place::broken || !end) return std::min(arrived.size(), longest_head - before);
  head_bytes_.resize(*end);
  read_head();
  return *end - before;
}

void message_reader::read_head() {
  http::bad_message why{};
  const http::message_head* const head =
      request_ ? heads_.request(head_bytes_, why) : heads_.response(head_bytes_, to_method_, why);
  if (head == nullptr || head->status == 101) {
    at_ = place::broken;
    return;
  }
  if (head->status / 100 == 1) return begin(false, to_method_);  // the final response follows
  body_ = http::body_frame(*head);
  at_ = body_.is_done() ? place::done : place::body;
  if (listener_ != nullptr) listener_->head_came(*head);
}

}  // namespace surgeline::lab
