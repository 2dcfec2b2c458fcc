#include <utility>

#include "surgeline/traffic/http_session.hpp"

/// Which logical request an exchange is an attempt at.
namespace surgeline::traffic {
namespace {

/// Idle memory that is kept for the exchanges to come.
constexpr std::size_t most_spare = 1024;

/// The id of a request as people write it.
std::string_view name_of(const request_head& head) {
  for (const std::string_view one : {"x-request-id", "idempotency-key", "amz-sdk-invocation-id"}) {
    if (const auto value = head.header(one)) return *value;
  }
  return {};
}

}  // namespace

/// Most requests say nothing about themselves: each is a logical request, and there is nothing to remember.
void http_session::identify(const message_head& head) {
  if (http().options.observes) {
    group_ = static_cast<std::uint16_t>(http().options.clients.group_of(from_, head.request()));
    http().breakers.begin(group_, since_);
  }
  const observe::identity who = observe::identify(head.request(), http().options.clues);
  if (who.naming == observe::naming::exact) {
    follow(who);
    begin_attempt();
    // Only decisions are noted by its name; nobody decides anything where nothing is armed.
    const auto name = around_.plan().empty() ? std::string_view{} : name_of(head.request());
    return who_.begins_exchange(name, who.id, ongoing_->attempt.ordinal);
  }
  who_.begins_exchange({}, who_.key(), exchanges_);
  if (who.awaits_body()) {
    follow(who);
    ongoing_->print.emplace(who_.client_key(), head.request());
    if (request_.at == place::done) begin_attempt();
  } else if (who.naming == observe::naming::alike) {
    follow(who);
    begin_attempt();
  } else if (http().options.observes) {
    http().count(observe::attempt{}, route_, who_.is_spared());
  }
}

void http_session::follow(const observe::identity& who) {
  if (http().spare.empty()) {
    ongoing_ = std::make_unique<ongoing>();
  } else {
    ongoing_ = std::move(http().spare.back());
    http().spare.pop_back();
  }
  *ongoing_ = {.who = who, .began = since_};
}

void http_session::begin_attempt() {
  if (ongoing_->print) {
    ongoing_->who.named_by(ongoing_->print->id());
    ongoing_->print.reset();
  }
  const std::uint32_t account = http().account(route_, who_.is_spared());
  ongoing_->attempt =
      http().attempts.begin(ongoing_->who, account, ongoing_->began, http().settled);
  if (http().options.observes) http().count(ongoing_->attempt, route_, who_.is_spared());
  if (!http().settled.empty()) http().count_settled();
}

void http_session::end_attempt(observe::outcome how, time_point over) {
  if (http().options.observes) http().breakers.end(group_, since_, how, over);
  if (!ongoing_) {
    if (!http().options.observes) return;
    const std::uint32_t account = http().account(route_, who_.is_spared());
    return http().count(
        observe::logical_request{.route = account, .outcome = how, .took = over - since_}
    );
  }
  if (ongoing_->print) begin_attempt();  // nobody will ever read the rest of it
  http().attempts.end(ongoing_->who, ongoing_->attempt, how, over, http().settled);
  if (!http().settled.empty()) http().count_settled();
  if (http().spare.size() < most_spare) http().spare.push_back(std::move(ongoing_));
  ongoing_.reset();
}

/// What passes to the upstream will pass once more. A request that would need too much memory for that is not repeated, and
/// the fault has not fired.
void http_session::repeat(std::span<const std::byte> passes) {
  repeat_->add(passes);
  if (repeat_->size() > around_.buffer_limit) return std::exchange(repeat_, nullptr)->give_up();
  if (request_.at != place::done) return;
  const auto due = around_.clock.real(after(now(), repeat_->gap()));
  around_.plan().carried_out(who_, repeat_->wanted_by(), around_.faults);
  std::exchange(repeat_, nullptr)->send_at(due);
}

std::uint64_t http_session::sure_ordinal() const {
  const bool is_sure = ongoing_ && !ongoing_->print && ongoing_->attempt.has_sure_ordinal();
  return is_sure ? ongoing_->attempt.ordinal : 1;
}

}  // namespace surgeline::traffic
