#include "surgeline/lab/guest.hpp"

#include "surgeline/model/http_response.hpp"

namespace surgeline::lab {

bool guest::hear_http(std::span<const std::byte> bytes) {
  if (!http_) {
    http_ = std::make_unique<conversation>(heads_);
    http_->reader.expects_request();
  }
  conversation& with = *http_;
  std::size_t taken = 0;
  if (!with.asked) {
    taken = with.reader.take(bytes);
    if (with.reader.is_broken()) return false;
  }
  const auto rest = bytes.subspan(taken);
  if (with.waiting.size() + rest.size() > most_waiting) return false;
  with.waiting.insert(with.waiting.end(), rest.begin(), rest.end());
  return true;
}

void guest::answer(std::uint64_t number, resilience::outcome how, channel& to) {
  if (speaks_ == language::frames) {
    return to.queue(model::frame{model::frame::sort::answer, how, number}.encode());
  }
  conversation& with = *http_;
  if (!with.asked || number != with.requests) return;
  model::http_message said;
  model::write_response(how, with.is_head, said);
  to.queue(std::as_bytes(std::span{said.text}));
  with.asked = false;
  ++with.requests;
  with.reader.expects_request();
}

}  // namespace surgeline::lab
