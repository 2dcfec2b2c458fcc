#include <algorithm>
#include <utility>

#include "surgeline/traffic/http_session.hpp"
#include "surgeline/traffic/messages.hpp"

/// The response of an exchange, and what faults make of it.
namespace surgeline::traffic {

portion http_session::take_response(std::span<std::byte> raw, std::size_t taken) {
  constexpr std::string_view asked_by[] = {"", "HEAD", "CONNECT"};
  bad_message why{};
  const auto asked = asked_by[static_cast<std::size_t>(method_)];
  const message_head* const head = http().heads.response(text_of(raw), asked, why);
  if (head == nullptr || (head->status == 101 && !upgrades_)) {
    return refuse(fault::direction::to_client, why, taken);
  }
  const bool is_interim = head->status / 100 == 1 && !tunnels(*head);
  if (!is_interim && !is_let_in(fault::direction::to_client, raw)) return {.taken = taken};
  portion whole = whole_head(taken, raw);
  began_ = true;
  tunnel_ = tunnels(*head);
  if (is_interim) return whole;
  status_ = static_cast<std::uint16_t>(head->status);
  response_.body = body_frame(*head);
  response_.at = response_.body.is_done() ? place::done : place::body;
  answered_ = now();
  if (around_.plan().reads_heads() && !tunnel_) alter(*head, whole);
  return whole;
}

bool http_session::tunnels(const message_head& head) const {
  constexpr unsigned switching_protocols = 101;
  return head.status == switching_protocols ||
         (method_ == method::connect && head.status / 100 == 2);
}

/// Asks the plan about the response, and makes `whole`, its head, what the plan wants.
void http_session::alter(const message_head& head, portion& whole) {
  const fault::response what{
      .status = head.status,
      .fields = head.fields,
      .raw = head.raw,
      .length = head.framing == framing::length ? std::optional{head.length} : std::nullopt,
      .arrived = around_.clock.now()
  };
  http().decided = around_.plan().on_response(who_, what, around_.faults);
  fault::exchange_effect& decided = http().decided;
  if (decided.is_neutral()) return;
  if (decided.by != fault::nobody) origin_ = origin::injected;
  whole.decided = &decided.bytes;
  altered_ = std::make_unique<alteration>();
  altered_->body_limit = decided.body_limit;
  altered_->last.then = decided.body_end;
  altered_->extra = std::move(decided.extra);
  altered_->closes = decided.closes;
  altered_->drops_body = decided.body.has_value();
  if (decided.head || decided.body) {
    std::string text = decided.head ? std::move(*decided.head) : std::string{head.raw};
    if (decided.body) text += *decided.body;
    whole = text_passes(std::move(text), whole.taken);
  }
  if (decided.body_limit == 0 && decided.body_end != fault::action::pass) {
    decided.bytes.then = decided.body_end;
    decided.bytes.limit = whole.passes.size();
  }
  if (response_.at == place::done) whole = behind_message(whole);
}

portion http_session::altered_body(portion plain) {
  if (altered_->drops_body) {
    plain.passes = {};
  } else if (plain.passes.size() >= altered_->body_limit) {
    altered_->last.limit = static_cast<std::size_t>(altered_->body_limit);
    plain.decided = &altered_->last;
  }
  altered_->body_limit -= std::min<std::uint64_t>(altered_->body_limit, plain.passes.size());
  return response_.at == place::done ? behind_message(plain) : plain;
}

/// What a fault adds to the last piece of a response, or does behind it.
portion http_session::behind_message(portion last) {
  if (altered_->closes) to_client_->close_behind();
  if (altered_->extra.empty()) return last;
  std::vector<std::byte> more(last.passes.begin(), last.passes.end());
  const auto extra = std::as_bytes(std::span{altered_->extra});
  more.insert(more.end(), extra.begin(), extra.end());
  http().scratch.swap(more);
  last.passes = http().scratch;
  return last;
}

}  // namespace surgeline::traffic
