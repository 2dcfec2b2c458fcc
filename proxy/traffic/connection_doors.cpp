#include <utility>

#include "surgeline/traffic/connection.hpp"
#include "surgeline/traffic/lost_stream.hpp"

/// A connection and those whom it has to pass before it is dialled.
namespace surgeline::traffic {

void connection::ask_next_doorkeeper() {
  phase_ = phase::queueing;
  waits_.moves_to(fault::nobody);
  alarm_.cancel();
  if (!stays_) stays_ = std::make_unique<std::vector<std::unique_ptr<doorkeeper::stay>>>();
  while (stays_->size() < around_.doorkeepers.size()) {
    doorkeeper& next = *around_.doorkeepers[stays_->size()];
    auto stay = next.come(who_, worker_, [this](const admission& said) { hear(said); });
    const bool waits = stay != nullptr;
    stays_->push_back(std::move(stay));
    if (waits) return;
  }
  begin_dialling();
}

void connection::hear(const admission& said) {
  if (!said.goes_in) return be_turned_away(said);
  if (phase_ == phase::queueing) ask_next_doorkeeper();
}

/// Before it is dialled, an http client can be told; everybody else hears an RST, which is as much as a daemon that is gone
/// would say.
void connection::be_turned_away(const admission& said) {
  if (phase_ == phase::parting) return;
  if (phase_ != phase::queueing || !around_.http) return end(said.why, true);
  stays_->clear();
  upstream_ = std::make_unique<lost_stream>();
  parts_for_ = said.why;
  begin_relaying();
  session_->has_no_upstream(said.status);
  carry();
}

}  // namespace surgeline::traffic
