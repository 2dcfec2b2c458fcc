#include "surgeline/traffic/connection.hpp"

/// How a connection ends, in the ways that it does not choose itself.
namespace surgeline::traffic {
namespace {

using namespace std::chrono_literals;

/// How long both sides have to agree to an orderly end.
constexpr auto time_to_part = 2s;
/// Reads from one side before others get a turn.
constexpr int reads_when_parting = 4;

}  // namespace

void connection::look(time_point now) {
  if (!session_ || phase_ != phase::relaying) return;
  knows_of_client();
  switch (session_->look(now)) {
    case http_session::overdue::nothing:
      return;
    case http_session::overdue::carry:
      parts_for_ = end_reason::timeout;
      return carry();
    case http_session::overdue::part:
      return part(end_reason::timeout);
    case http_session::overdue::reset:
      return end(end_reason::timeout, true);
  }
}

void connection::close() {
  // Bytes that nobody has read would turn the FIN into an RST.
  for (stream* const side : {client_.get(), upstream_.get()}) {
    for (int reads = 0; side != nullptr && side->is_readable() && reads < reads_when_parting;
         ++reads)
      side->receive(around_.buffer);
  }
  end(end_reason::closed, false);
}

void connection::end(end_reason why, bool abruptly) {
  if (session_) session_->over(client_->is_broken());
  for (stream* const side : {client_.get(), upstream_.get()}) {
    if (abruptly && side != nullptr) side->reset();
  }
  ++around_.connections.ended[static_cast<std::size_t>(why)];
  if (has_met_) ++around_.connections.parted[static_cast<std::size_t>(why)];
  home_.bury(*this);
}

/// An orderly end that a fault demands: both sides hear a FIN, and what they say until they end too is thrown away.
/// Closing at once would send an RST to a side that is still speaking.
void connection::part(end_reason why) {
  parts_for_ = why;
  phase_ = phase::parting;
  waits_.moves_to(fault::nobody);
  if (session_) session_->over(client_->is_broken());
  session_.reset();
  relays_.reset();
  client_->finish();
  if (upstream_) upstream_->finish();
  alarm_.set(std::chrono::steady_clock::now() + time_to_part);
  discard();
}

void connection::discard() {
  for (auto* const side : {&client_, &upstream_}) {
    for (int reads = 0; *side && (*side)->is_readable(); ++reads) {
      if (reads == reads_when_parting) {
        (*side)->again();
        break;
      }
      const transfer heard = (*side)->receive(around_.buffer);
      if (heard.end || heard.error) *side = nullptr;
    }
  }
  if (!client_ && !upstream_) end(parts_for_, false);
}

}  // namespace surgeline::traffic
