#include "surgeline/traffic/http_session.hpp"

#include <algorithm>
#include <utility>

#include "surgeline/traffic/messages.hpp"
#include "surgeline/traffic/own_answer.hpp"

namespace surgeline::traffic {
namespace {

/// Empty lines before a message are nobody's (RFC 9112 §2.2).
std::size_t empty_lines(std::span<const std::byte> arrived) {
  const std::string_view text = text_of(arrived);
  return std::min(text.find_first_not_of("\r\n"), text.size());
}

}  // namespace

http_session::http_session(
    fault::subject& who,
    surroundings& around,
    const net::address& upstream,
    time_point now
)
    : who_(who), around_(around), upstream_(upstream), since_(now) {
  if (!http().options.observes) return;
  from_ = static_cast<std::uint16_t>(http().options.clients.group_of(who.address()));
}

http_session::~http_session() {
  if (open_) over(false);
}

void http_session::attach(relay& to_upstream, relay& to_client, stream_owner& carrier) {
  to_upstream_ = &to_upstream;
  to_client_ = &to_client;
  carrier_ = &carrier;
  to_upstream.reads_by(*this);
  to_client.reads_by(*this);
}

void http_session::has_no_upstream(unsigned status) {
  no_upstream_ = static_cast<std::uint16_t>(status);
}

portion http_session::next(fault::direction towards, std::span<std::byte> arrived) {
  const bool from_client = towards == fault::direction::to_upstream;
  if (tunnel_) return {.taken = arrived.size(), .passes = arrived};
  if (closing_ && from_client) return {.taken = arrived.size()};
  side& from = of(towards);
  if (is_queueing(towards)) return keep(from, arrived, {});
  if (!from_client && (!open_ || queue_ != nullptr)) {
    // Nobody has asked: whoever reads it might take it for the answer to what comes next.
    to_client_->close_behind();
    return {.taken = arrived.size()};
  }
  if (!from_client) heard_ = true;
  switch (from.at) {
    case place::head:
      return next_head(towards, arrived);
    case place::body:
      return next_body(towards, arrived);
    case place::done:
      break;
  }
  if (from_client) return keep(from, arrived, {});
  to_client_->close_behind();  // more than the response
  return {.taken = arrived.size()};
}

portion http_session::keep(side& from, std::span<std::byte> arrived, const head_scan& scan) {
  if (!from.kept) from.kept = std::make_unique<unread>(unread{{}, scan});
  from.kept->bytes.insert(from.kept->bytes.end(), arrived.begin(), arrived.end());
  early_ = early_ || from.at == place::done;
  return {.taken = arrived.size()};
}

/// A head that has come in one piece is read where it lies; only pieces are put together.
portion http_session::next_head(fault::direction towards, std::span<std::byte> arrived) {
  side& from = of(towards);
  const std::size_t longest = http().options.longest_head;
  if (from.kept) return more_of_head(towards, arrived.first(std::min(arrived.size(), longest)));
  if (const std::size_t empty = empty_lines(arrived); empty > 0) return {.taken = empty};
  head_scan scan;
  if (!open_) since_ = now();
  const auto end = scan.end_of(text_of(arrived.first(std::min(arrived.size(), longest))));
  if (scan.is_malformed()) return refuse(towards, bad_message::malformed, arrived.size());
  if (end) return take_head(towards, arrived.first(*end), *end);
  if (arrived.size() >= longest) return refuse(towards, bad_message::too_large, arrived.size());
  return keep(from, arrived, scan);
}

portion http_session::more_of_head(fault::direction towards, std::span<std::byte> arrived) {
  side& from = of(towards);
  unread& so_far = *from.kept;
  const std::size_t longest = http().options.longest_head, before = so_far.bytes.size();
  const auto more = arrived.first(std::min(arrived.size(), longest - before));
  so_far.bytes.insert(so_far.bytes.end(), more.begin(), more.end());
  const auto end = so_far.scan.end_of(text_of(so_far.bytes));
  if (so_far.scan.is_malformed()) return refuse(towards, bad_message::malformed, arrived.size());
  if (end) {
    so_far.bytes.resize(*end);
    http().scratch.swap(so_far.bytes);
    from.kept.reset();
    return take_head(towards, http().scratch, *end - before);
  }
  if (so_far.bytes.size() < longest) return {.taken = more.size()};
  return refuse(towards, bad_message::too_large, arrived.size());
}

portion http_session::take_head(
    fault::direction towards,
    std::span<std::byte> raw,
    std::size_t taken
) {
  return towards == fault::direction::to_upstream ? take_request(raw, taken)
                                                  : take_response(raw, taken);
}

portion http_session::take_request(std::span<std::byte> raw, std::size_t taken) {
  bad_message why{};
  const message_head* const head = http().heads.request(text_of(raw), why);
  if (head == nullptr) return refuse(fault::direction::to_upstream, why, taken);
  if (!admitted_)
    begin(*head);
  else
    request_.at = request_.body.is_done() ? place::done : place::body;
  if (no_upstream_ != 0) {
    answer_ourselves(no_upstream_, "the upstream cannot be reached");
  } else if (method_ == method::connect && !http().options.allows_connect) {
    answer_ourselves(method_not_allowed, "CONNECT is not allowed here");
  } else if (head->framing == framing::length && head->length > http().options.largest_body) {
    refuse_body();
  } else if (!is_let_in(fault::direction::to_upstream, raw)) {
    return {.taken = taken};
  } else if (around_.plan().reads_heads()) {
    return ask_plan(*head, raw, taken);
  } else {
    goes_on();
    return whole_head(taken, raw);
  }
  return {.taken = taken};
}

/// Text of our own travels in place of what came.
portion http_session::text_passes(std::string_view text, std::size_t taken) {
  const auto bytes = std::as_bytes(std::span{text});
  http().scratch.assign(bytes.begin(), bytes.end());
  return whole_head(taken, http().scratch);
}

/// The request leaves for the upstream.
void http_session::goes_on() {
  sent_ = since_;
  ++http().counted.hosts[who_.endpoint() - 1].in_flight;
}

/// An answer that is injected late leaves in place of its request's head: that went nowhere.
void http_session::left(const fault::chunk& what, time_point when) {
  const bool is_head =
      what.towards == fault::direction::to_upstream && what.of == fault::part::head;
  if (is_head && sent_ != never) sent_ = when;
}

portion http_session::next_body(fault::direction towards, std::span<std::byte> arrived) {
  const bool from_client = towards == fault::direction::to_upstream;
  side& from = of(towards);
  const std::size_t taken = from.body.take(arrived);
  if (from.body.is_broken()) return refuse(towards, bad_message::malformed, arrived.size());
  if (from_client && ongoing_ && ongoing_->print)
    ongoing_->print->add(text_of(arrived.first(taken)));
  if (from_client && from.body.content() > http().options.largest_body) {
    if (began_)
      to_client_->reset_behind();
    else
      refuse_body();
    return {.taken = arrived.size()};
  }
  if (from.body.is_done()) complete(towards);
  if (from_client && swallows_) return {.taken = taken};
  if (repeat_ != nullptr && from_client) repeat(arrived.first(taken));
  const portion plain{
      .taken = taken,
      .passes = arrived.first(taken),
      .of = fault::part::body,
      .first = std::exchange(from.first, false)
  };
  return !from_client && altered_ ? altered_body(plain) : plain;
}

std::uint64_t http_session::opaque(fault::direction towards) const {
  if (tunnel_) return all_bytes;
  const bool is_read = altered_ || repeat_ != nullptr || (ongoing_ && ongoing_->print);
  if (is_read || swallows_ || http().options.largest_body != all_bytes) return 0;
  const side& from = of(towards);
  return from.at == place::body ? from.body.opaque() : 0;
}

void http_session::skip(fault::direction towards, std::uint64_t bytes) {
  if (tunnel_) return;
  side& from = of(towards);
  from.body.skip(bytes);
  from.first = false;
  if (from.body.is_done()) complete(towards);
}

bool http_session::may_read(fault::direction towards) const {
  if (is_queueing(towards)) return false;
  const bool keeps = towards == fault::direction::to_upstream && request_.at == place::done;
  return tunnel_ || !keeps || !request_.kept;
}

std::vector<std::byte> http_session::resume(fault::direction towards) {
  if (is_queueing(towards)) {
    if (!queue_->is_admitted) return {};
    // What the upstream took has no part in the wait of its response.
    if (towards == fault::direction::to_client) sent_ += now() - queue_->since;
    queue_.reset();
    admitted_ = true;
    return std::move(std::exchange(of(towards).kept, {})->bytes);
  }
  if (towards != fault::direction::to_upstream || !early_) return {};
  if (!tunnel_ && request_.at != place::head) return {};
  early_ = false;
  return std::move(std::exchange(request_.kept, {})->bytes);
}

/// A message is there to its last byte.
void http_session::complete(fault::direction towards) {
  of(towards).at = place::done;
  if (towards == fault::direction::to_client)
    answered_ = now();
  else if (ongoing_ && ongoing_->print)
    begin_attempt();
}

}  // namespace surgeline::traffic
