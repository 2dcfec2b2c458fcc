#include <algorithm>
#include <array>
#include <string>
#include <utility>

#include "surgeline/model/http_response.hpp"
#include "world.hpp"

/// Exchanges on the links of http proxies, as `traffic::http_session` carries them on sockets.
namespace surgeline::sim {

using enum fault::direction;

namespace {

observe::outcome outcome_of(const resilience::answer& said) {
  constexpr unsigned first_server_error = 500;
  return said.status >= first_server_error ? observe::outcome::error : observe::outcome::ok;
}

piece head_piece(std::size_t size, const fault::effect& decided) {
  return {fault::part::head, size, decided};
}

}  // namespace

/// A request sets out; the link is open.
void world::ask_http(std::uint32_t index, const model::frame& what) {
  wired& on = links_[index];
  proxy& through = *proxy_of(on);
  fault::subject& who = on.link.who();
  write_request(on, what.attempt);
  if (control_ && control_->needs_head())
    who.is_spared(control_->holds(who, {.head = asked_.request()}));
  through.desk->begin(on.exchange, who, asked_, *through.plan, now_);
  if (is_let_in(index, to_upstream, what)) send_http(index, what);
}

void world::write_request(const wired& on, std::uint64_t attempt) {
  sources_[on.source]->requests->write(
      model::caller::number_of(attempt),
      model::caller::ordinal_of(attempt),
      asked_
  );
}

/// The request that was written last goes on.
void world::send_http(std::uint32_t index, const model::frame& what) {
  wired& on = links_[index];
  proxy& through = *proxy_of(on);
  const fault::plan& plan = *through.plan;
  fault::subject& who = on.link.who();
  std::array pieces{head_piece(asked_.head, {}), piece{fault::part::body, asked_.body()}};
  if (plan.reads_heads()) {
    const fault::request request{
        .head = asked_.request(),
        .route = through.desk->route_of(on.exchange),
        .attempt = exchange_desk::ordinal_of(on.exchange),
        .arrived = now_,
        .raw = asked_.raw()
    };
    const fault::exchange_effect decided = plan.on_request(who, request, record_.ledger);
    if (decided.hangs) return;
    if (!decided.answer.empty()) return answer_http(index, what, request, decided);
    pieces[0].decided = decided.bytes;
    if (decided.head) pieces[0].size = decided.head->size();
    if (decided.again) {
      plan.carried_out(who, decided.again_by, record_.ledger);
      future_.add(
          after(now_, *decided.again),
          {.what = happening::sort::repeat, .index = index, .attempt = what.attempt}
      );
    }
  }
  const std::size_t parts = asked_.body() > 0 ? 2 : 1;
  on.exchange.asked = pieces[0].size + pieces[1].size;
  const auto fate =
      on.link.carry(what, to_upstream, std::span{pieces}.first(parts), plan, now_, record_.ledger);
  follow(index, to_upstream, fate, what);
}

/// A fault answers, as late as the head would have been at the upstream.
void world::answer_http(
    std::uint32_t index,
    const model::frame& what,
    const fault::request& request,
    const fault::exchange_effect& decided
) {
  wired& on = links_[index];
  const fault::plan& plan = plan_of(on);
  const fault::chunk head{
      .towards = to_upstream,
      .offset = on.link.offset(to_upstream),
      .size = request.raw.size(),
      .arrived = now_,
      .of = fault::part::head,
      .first = true
  };
  fault::effect wait = decided.bytes;
  if (plan.touches(to_upstream, fault::part::head))
    wait = wait + plan.on_chunk(on.link.who(), head, record_.ledger);
  wait.then = fault::action::pass;
  const std::size_t head_size =
      std::min(decided.answer.find("\r\n\r\n") + 4, decided.answer.size());
  on.exchange.said = model::answer_in(
      std::string_view{decided.answer}.substr(0, head_size),
      decided.answer.size() - head_size,
      on.exchange.reads_head_only
  );
  on.exchange.closes = decided.closes;
  on.exchange.told = decided.answer.size();
  const model::frame answer{model::frame::sort::answer, resilience::outcome::ok, what.attempt};
  follow(index, to_client, on.link.say(answer, head, wait, record_.ledger), answer);
}

/// The upstream's response sets out.
void world::tell_http(std::uint32_t index, const model::frame& what) {
  if (is_let_in(index, to_client, what)) return_http(index, what);
}

void world::return_http(std::uint32_t index, const model::frame& what) {
  wired& on = links_[index];
  const fault::plan& plan = plan_of(on);
  model::write_response(what.how, on.exchange.reads_head_only, told_);
  on.exchange.said = model::answer_of(told_.status, told_.fields);
  std::array pieces{head_piece(told_.head, {}), piece{fault::part::body, told_.body()}};
  if (plan.reads_heads()) {
    const fault::response response{
        .status = told_.status,
        .fields = told_.fields,
        .raw = told_.raw(),
        .length = told_.body(),
        .arrived = now_
    };
    const auto decided = plan.on_response(on.link.who(), response, record_.ledger);
    pieces[0].decided = decided.bytes;
    if (decided.body) pieces[1].size = decided.body->size();
    if (decided.head) {
      pieces[0].size = decided.head->size();
      on.exchange.said =
          model::answer_in(*decided.head, pieces[1].size, on.exchange.reads_head_only);
    }
    on.exchange.closes = decided.closes || !decided.extra.empty();
    if (decided.body_end != fault::action::pass) {
      pieces[1].decided.then = decided.body_end;
      pieces[1].decided.limit = static_cast<std::size_t>(decided.body_limit);
    }
  }
  const std::size_t parts = pieces[1].size > 0 ? 2 : 1;
  on.exchange.told = pieces[0].size + pieces[1].size;
  const auto fate =
      on.link.carry(what, to_client, std::span{pieces}.first(parts), plan, now_, record_.ledger);
  follow(index, to_client, fate, what);
}

/// A service has torn its connection down. A proxy that speaks HTTP says so, unless it may be the race of a connection that is
/// closed while it is idle, which clients know (`traffic::http_session::survives_loss_of_upstream`).
void world::lose_upstream(std::uint32_t index) {
  wired& on = links_[index];
  if (!is_http(on) || !on.exchange.open || on.exchange.count > 1) return break_link(index);
  constexpr unsigned bad_gateway = 502;
  turn_away(index, bad_gateway);
}

/// The proxy itself answers, and closes the connection behind it.
void world::turn_away(std::uint32_t index, unsigned status) {
  wired& on = links_[index];
  on.exchange.said = model::answer_of(status, {});
  on.exchange.closes = true;
  const model::frame answer{
      model::frame::sort::answer,
      on.exchange.said.how,
      on.attempt.value_or(0)
  };
  follow(index, to_client, on.link.say(answer, {.arrived = now_}, {}, record_.ledger), answer);
}

/// A request reaches the upstream once more, and nobody hears the answer.
void world::repeat_http(const happening& what) {
  const wired& on = links_[what.index];
  callee& to = *callees_[sources_[on.source]->way.service];
  const std::uint64_t key = sources_[on.source]->key_of(what.attempt);
  to.what.arrive(on.replica, {what.attempt, callee::nobody, key}, now_, to);
  step_server(to);
}

/// The client has the whole answer.
void world::deliver_http(std::uint32_t index, const model::frame& what) {
  wired& on = links_[index];
  if (!on.exchange.open) return;
  end_exchange(on, outcome_of(on.exchange.said));
  const bool spoilt = on.exchange.said.how == resilience::outcome::reset;
  if (on.exchange.closes || spoilt) close_link(index);
  // As an event: a caller is never told from within its own call.
  future_.add(
      now_,
      {.what = happening::sort::answer,
       .how = on.exchange.said,
       .index = index,
       .attempt = what.attempt}
  );
}

void world::end_exchange(wired& on, observe::outcome how) {
  if (!on.exchange.open) return;
  proxy& through = *proxy_of(on);
  through.desk->end(on.exchange, on.link.who(), how, now_);
  through.plan->exchange_over(on.link.who());
}

/// The client gives an attempt up, and the connection with it.
void world::abandon(std::uint32_t index) {
  wired& on = links_[index];
  end_exchange(on, observe::outcome::cancelled);
  close_link(index);
  on.breaking = false;
}

}  // namespace surgeline::sim
