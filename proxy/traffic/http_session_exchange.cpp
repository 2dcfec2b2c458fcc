#include <algorithm>
#include <utility>

#include "surgeline/traffic/http_session.hpp"
#include "surgeline/traffic/own_answer.hpp"

/// The books of an exchange: how it begins, what faults and limits make of it, how it is over.
namespace surgeline::traffic {
namespace {

/// Reading the clock more often than that would be a part of what is measured.
constexpr std::uint64_t exchanges_per_sample = 64;

observe::outcome outcome_of(unsigned status) {
  constexpr unsigned first_server_error = 500;
  if (status == 0) return observe::outcome::reset;
  return status >= first_server_error ? observe::outcome::error : observe::outcome::ok;
}

}  // namespace

/// An exchange has begun.
void http_session::begin(const message_head& head) {
  open_ = true;
  began_ = heard_ = swallows_ = false;
  status_ = 0;
  sent_ = answered_ = never;
  since_ = now();
  origin_ = origin::upstream;
  upgrades_ = head.upgrades;
  method_ = head.method == "HEAD"      ? method::head
            : head.method == "CONNECT" ? method::connect
                                       : method::other;
  request_.body = body_frame(head);
  request_.at = request_.body.is_done() ? place::done : place::body;
  request_.first = response_.first = true;
  const http_options& by = http().options;
  const std::size_t others = by.routes.size() - 1;
  route_ = static_cast<std::uint16_t>(by.route_of ? by.route_of(head.request()) : others);
  if (http().control != nullptr && http().control->needs_head())
    who_.is_spared(http().control->holds(who_, {.head = head.request()}));
  ++http().counted.in_flight;
  sampled_ = ++http().begun % exchanges_per_sample == 0;
  spent_ = 0;
  if (by.observes || around_.plan().needs_attempts())
    identify(head);
  else
    who_.begins_exchange({}, who_.key(), exchanges_);
  ++exchanges_;
}

/// Asks the plan about a request, and gives what it wants to travel on.
portion http_session::ask_plan(
    const message_head& head,
    std::span<std::byte> raw,
    std::size_t taken
) {
  const fault::request what{
      .head = head.request(),
      .route = http().options.routes[route_].id,
      .attempt = sure_ordinal(),
      .arrived = around_.clock.now(),
      .raw = head.raw
  };
  http().decided = around_.plan().on_request(who_, what, around_.faults);
  fault::exchange_effect& decided = http().decided;
  if (decided.is_neutral()) {
    goes_on();
    return whole_head(taken, raw);
  }
  if (decided.hangs || decided.bytes.then != fault::action::pass) origin_ = origin::injected;
  if (decided.hangs) swallows_ = true;
  if (!decided.answer.empty()) answer_injected(head.expects_continue, what);
  if (swallows_) return {.taken = taken};
  goes_on();
  portion whole = whole_head(taken, raw);
  if (decided.head) whole = text_passes(std::move(*decided.head), taken);
  if (decided.again) {
    repeat_ = &http().repeats.emplace_front(
        http().repeats,
        http().worker,
        upstream_,
        *decided.again,
        decided.again_by
    );
    repeat_->place = http().repeats.begin();
    repeat(whole.passes);
  }
  whole.decided = &decided.bytes;
  return whole;
}

/// In place of the upstream's, and as late as the head would have been there.
void http_session::answer_injected(bool expects_continue, const fault::request& what) {
  fault::exchange_effect& decided = http().decided;
  const fault::chunk head{
      .towards = fault::direction::to_upstream,
      .offset = to_upstream_->offset(),
      .size = what.raw.size(),
      .arrived = what.arrived,
      .of = fault::part::head,
      .first = true
  };
  fault::effect wait = decided.bytes;
  if (around_.plan().touches(head.towards, head.of)) {
    wait = wait + around_.plan().on_chunk(who_, head, around_.faults);
  }
  wait.then = fault::action::pass;
  // A client that waits to be told to go on may send its body, or not: then nobody knows what comes next.
  const bool is_unclear = expects_continue && request_.at != place::done;
  const std::string text = std::move(decided.answer);
  bad_message why{};
  const message_head* const said = http().heads.response(text, "HEAD", why);
  answer(text, said == nullptr ? 0 : said->status, origin::injected, head, wait);
  if (decided.closes || is_unclear) close();
}

/// The client gets this message, whole, and the request goes no further.
void http_session::answer(
    std::string_view text,
    unsigned status,
    origin from,
    const fault::chunk& in_place_of,
    const fault::effect& wait
) {
  stands_in(status, from);
  to_client_->say(in_place_of, wait, std::as_bytes(std::span{text}));
}

/// What the client gets is in place of the upstream's response.
void http_session::stands_in(unsigned status, origin from) {
  leave_doors();
  swallows_ = began_ = true;
  status_ = static_cast<std::uint16_t>(status);
  origin_ = from;
  response_.at = place::done;
}

void http_session::answer_ourselves(unsigned status, std::string_view sentence) {
  const fault::chunk what{.towards = fault::direction::to_upstream, .arrived = now()};
  answer(own_answer(status, sentence, method_ == method::head), status, origin::proxy, what, {});
  close();
}

/// Nothing more is taken, and the connection ends behind what the client is still to get.
void http_session::close() {
  closing_ = true;
  request_.at = place::done;
  answered_ = now();
  to_client_->close_behind();
}

void http_session::refuse_body() {
  answer_ourselves(content_too_large, "the body is larger than this proxy allows");
}

/// Whoever sent it does not speak HTTP as it is understood by everybody.
portion http_session::refuse(fault::direction towards, bad_message why, std::size_t all) {
  of(towards).kept.reset();
  if (towards == fault::direction::to_upstream) {
    if (!open_) begin({.method = "GET", .framing = framing::none});
    if (!began_) {
      answer_ourselves(status_of(why), "this request cannot be read in one way only");
    } else {
      to_client_->reset_behind();
    }
    return {.taken = all};
  }
  if (began_) {
    to_client_->reset_behind();
    return {.taken = all};
  }
  stands_in(bad_gateway, origin::proxy);
  close();
  return text_passes(
      own_answer(
          bad_gateway,
          "the response of the upstream cannot be read in one way only",
          method_ == method::head
      ),
      all
  );
}

bool http_session::settle() {
  if (is_answered() && !awaits_client()) finish(outcome_of(status_));
  return early_ && !open_ && !closing_;
}

bool http_session::is_answered() const {
  const bool complete = request_.at == place::done && response_.at == place::done;
  return open_ && complete && !cut_ && to_client_->is_idle();
}

bool http_session::awaits_client() const { return finished_ && !early_ && is_answered(); }

void http_session::is_taken() { finish(outcome_of(status_)); }

void http_session::cut_off(fault::direction) {
  if (!open_) return;
  cut_ = true;
  origin_ = origin::injected;
}

/// Closes the books of the exchange; what comes next is another.
void http_session::finish(observe::outcome how) {
  const time_point over = now();
  const bool reached = sent_ != never;
  const time_point heard = answered_ == never ? over : answered_;
  const std::size_t host = who_.endpoint() - 1;
  --http().counted.in_flight;
  http().count(exchange{
      .route = route_,
      .host = host,
      .status = status_,
      .outcome = how,
      .origin = origin_,
      .took = over - since_,
      .upstream_took = reached ? heard - std::min(sent_, heard) : duration{},
      .reached_upstream = reached,
      .in_control_group = who_.is_spared(),
      .abandoned = reached && how == observe::outcome::cancelled,
  });
  if (reached) --http().counted.hosts[host].in_flight;
  end_attempt(how, over);
  around_.plan().exchange_over(who_);
  if (sampled_) http().counted.overhead.observe(duration{spent_});
  if (repeat_ != nullptr) std::exchange(repeat_, nullptr)->give_up();
  open_ = swallows_ = cut_ = false;
  request_.at = response_.at = place::head;
  altered_.reset();
  since_ = over;
}

/// A server may close a connection that has been idle just when another request is on its way. Clients know that, and try
/// again on another connection, so then they see what they would have seen. Any other loss gets an answer.
bool http_session::loss_is_answered() const {
  const bool may_be_a_race = exchanges_ > 1 && !heard_;
  return open_ && status_ == 0 && !swallows_ && !may_be_a_race;
}

bool http_session::survives_loss_of_upstream() {
  if (closing_) return true;
  if (tunnel_ || !loss_is_answered()) return false;
  answer_ourselves(bad_gateway, "the upstream closed the connection before it had answered");
  return true;
}

bool http_session::ends(fault::direction towards) {
  if (towards == fault::direction::to_upstream) finished_ = open_ && !tunnel_;
  if (towards == fault::direction::to_upstream || tunnel_ || !open_) return true;
  if (response_.at == place::body && response_.body.end()) {
    complete(towards);
    return true;
  }
  return response_.at != place::head || !survives_loss_of_upstream();
}

http_session::overdue http_session::look(time_point at) {
  const http_options& by = http().options;
  const duration span = at - since_;
  if (tunnel_) return overdue::nothing;
  if (closing_) return at - answered_ < by.head_timeout ? overdue::nothing : overdue::reset;
  if (open_) {
    if (span < by.exchange_timeout) return overdue::nothing;
    timed_out_ = true;
    if (status_ != 0) return overdue::reset;
    answer_ourselves(gateway_timeout, "the exchange took longer than this proxy allows");
    return overdue::carry;
  }
  const bool has_begun = request_.kept != nullptr;
  if (!has_begun) return span < by.idle_timeout ? overdue::nothing : overdue::part;
  if (span < by.head_timeout) return overdue::nothing;
  begin({.method = "GET"});
  timed_out_ = true;
  answer_ourselves(request_timeout, "the head of the request took too long");
  return overdue::carry;
}

void http_session::over(bool client_left) {
  if (!open_) return;
  if (timed_out_) return finish(observe::outcome::timeout);
  const bool has_left_early = client_left && (finished_ || !to_client_->is_idle());
  if (response_.at == place::done && !cut_ && !has_left_early) return finish(outcome_of(status_));
  if (client_left && origin_ == origin::proxy) {
    // Nobody heard what we said in place of an upstream that stopped because its client had left.
    origin_ = origin::upstream;
    status_ = 0;
  }
  finish(client_left ? observe::outcome::cancelled : observe::outcome::reset);
}

}  // namespace surgeline::traffic
