#include <utility>

#include "purposes.hpp"
#include "surgeline/fault/plan.hpp"

/// What the faults of a plan decide for HTTP exchanges.
namespace surgeline::fault {
namespace {

std::string_view current(const exchange_effect& so_far, std::string_view came) {
  return so_far.head ? std::string_view{*so_far.head} : came;
}

/// Adds what one more fault decides, and remembers who ended the exchange.
void add(exchange_effect& total, exchange_effect decided, std::uint32_t slot) {
  const bool ends = decided.ends() && !total.ends();
  const bool closes = decided.closes && !total.closes && !total.ends();
  total = std::move(total) + std::move(decided);
  if (ends || (closes && total.by == nobody)) total.by = slot;
}

/// No body travels behind these, whatever their head says (RFC 9110 §6.4.1).
bool has_body(unsigned status) { return status != 204 && status != 304; }

}  // namespace

/// True when it ends the exchange by what it does to the bytes of the head, so that no later end counts.
bool plan::ends_by_bytes(std::size_t fault, const subject& who, const chunk& head) const {
  if (!touches(fault, head.towards, part::head)) return false;
  const chunk_context at = context(fault, sizing, who, head);
  const auto decided =
      ask<effect>(faults_[fault].what, [&](const auto& one) -> decltype(one.on_chunk(at)) {
        return one.on_chunk(at);
      });
  return decided.then != action::pass;
}

exchange_effect plan::decide_request(
    std::size_t fault,
    const subject& who,
    const request& what,
    const exchange_effect& so_far
) const {
  const armed& of = faults_[fault];
  const request_context at{what, current(so_far, what.raw), of.id, what.arrived - of.first};
  return std::visit(
      [&]<class K>(const K& one) -> exchange_effect {
        if constexpr (requires { one.counted_by(); }) {
          return one.on_request(at, [&](duration window) {
            const std::uint64_t key = one.counted_by().key_of(who, what);
            return of.shared->count_in_window(key, what.arrived, window);
          });
        } else if constexpr (requires { one.on_request(at); }) {
          return one.on_request(at);
        } else {
          return {};
        }
      },
      of.what
  );
}

exchange_effect plan::on_request(subject& who, const request& what, ledger& book) const {
  if (names_exchanges_) who.keep_exchange_name();
  who.is_asked_for_head_only_ = what.head.method == "HEAD";
  const chunk head{direction::to_upstream, 0, what.raw.size(), what.arrived, part::head, true};
  exchange_effect total;
  bool ended = false;
  for (std::size_t i = 0; i < faults_.size(); ++i) {
    meets(i, who, what);
    const bool by_bytes = ends_by_bytes(i, who, head);
    if (!prepared_[i].has_head_hook && !by_bytes) continue;
    if (!selects(i, who, what.arrived - faults_[i].first, book)) continue;
    ended = ended || by_bytes;
    exchange_effect decided = decide_request(i, who, what, total);
    if (decided.is_neutral() || (ended && decided.ends())) continue;
    ended = ended || decided.ends();
    if (decided.again)
      decided.again_by = faults_[i].slot;  // it has not happened yet: `carried_out` tells
    else
      injects(i, who, book);
    add(total, std::move(decided), faults_[i].slot);
  }
  return total;
}

void plan::exchange_over(subject& who) const {
  if (!seats_exchanges_) return;
  for (std::size_t i = 0; i < faults_.size(); ++i) {
    if (has_seats_for_exchanges(faults_[i])) memory_of(i, who).active.reset();
  }
}

exchange_effect plan::decide_response(
    std::size_t fault,
    const subject& who,
    const response& what,
    const exchange_effect& so_far
) const {
  const armed& of = faults_[fault];
  const response_context at{
      .what = what,
      .raw = current(so_far, what.raw),
      .length = so_far.body ? so_far.body->size() : what.length,
      .has_body = has_body(what.status) && !who.is_asked_for_head_only_,
      .elapsed = what.arrived - of.first
  };
  return ask<exchange_effect>(of.what, [&](const auto& one) -> decltype(one.on_response(at)) {
    return one.on_response(at);
  });
}

exchange_effect plan::on_response(subject& who, const response& what, ledger& book) const {
  who.is_unending_ = !what.length;
  const chunk head{direction::to_client, 0, what.raw.size(), what.arrived, part::head, true};
  exchange_effect total;
  bool ended = false;
  for (std::size_t i = 0; i < faults_.size(); ++i) {
    const bool by_bytes = ends_by_bytes(i, who, head);
    if (!prepared_[i].has_head_hook && !by_bytes) continue;
    if (!selects(i, who, what.arrived - faults_[i].first, book)) continue;
    ended = ended || by_bytes;
    exchange_effect decided = decide_response(i, who, what, total);
    if (decided.is_neutral() || (ended && decided.ends())) continue;
    ended = ended || decided.ends();
    injects(i, who, book);
    add(total, std::move(decided), faults_[i].slot);
  }
  return total;
}

}  // namespace surgeline::fault
