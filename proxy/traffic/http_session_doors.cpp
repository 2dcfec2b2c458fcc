#include <utility>

#include "surgeline/traffic/http_session.hpp"

/// An exchange and those whom it has to pass, on its way to the upstream and on its way back.
namespace surgeline::traffic {

/// False when the head has to wait: it is kept until then, and comes again.
bool http_session::is_let_in(fault::direction towards, std::span<const std::byte> head) {
  const bool has_waited = admitted_;
  admitted_ = false;
  if (has_waited) return true;
  const bool is_request = towards == fault::direction::to_upstream;
  if ((is_request ? http().options.before : http().options.after).empty()) return true;
  queue_ = std::make_unique<queueing>(queueing{.towards = towards, .since = now(), .stays = {}});
  ask_next_door();
  if (queue_->is_admitted) {
    queue_.reset();
    return true;
  }
  who_.keep_exchange_name();
  side& from = of(towards);
  from.kept = std::make_unique<unread>(unread{{head.begin(), head.end()}, {}});
  from.at = place::head;
  return false;
}

void http_session::ask_next_door() {
  const bool is_request = queue_->towards == fault::direction::to_upstream;
  const auto& doors = is_request ? http().options.before : http().options.after;
  while (queue_->stays.size() < doors.size()) {
    doorkeeper& next = *doors[queue_->stays.size()];
    auto stay = next.come(who_, http().worker, [this](const admission& said) { hear(said); });
    const bool waits = stay != nullptr;
    queue_->stays.push_back(std::move(stay));
    if (waits) return;
  }
  queue_->is_admitted = true;
}

void http_session::hear(const admission& said) {
  if (queue_ == nullptr || queue_->is_admitted) return;
  if (said.goes_in) {
    ask_next_door();
  } else {
    answer_ourselves(said.status, "what this waits for did not serve it");
  }
  if (queue_ == nullptr || queue_->is_admitted) carrier_->stirred();
}

/// Nobody waits any more, and what was kept goes nowhere.
void http_session::leave_doors() {
  if (queue_ == nullptr) return;
  of(queue_->towards).kept.reset();
  queue_.reset();
}

}  // namespace surgeline::traffic
