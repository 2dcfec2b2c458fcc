#include "surgeline/admin/call_limit.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <boost/asio/ip/address.hpp>
#include <cmath>
#include <memory>
#include <unordered_set>
#include <utility>

namespace surgeline::admin {
namespace {

/// What a wrong key costs beyond the call itself.
constexpr double wrong_key = 9;

/// Whom a peer is counted with: who has one address of IPv6 has a whole network of them.
std::string party_of(const std::string& peer) {
  boost::system::error_code none;
  const auto at = boost::asio::ip::make_address_v6(peer, none);
  if (none || at.is_v4_mapped()) return peer;
  const auto bytes = at.to_bytes();
  return {bytes.begin(), bytes.begin() + 8};
}

response too_many(const std::string& peer, double per_second, duration wait) {
  const auto seconds = std::chrono::ceil<std::chrono::seconds>(wait).count();
  response made = refused(
      429,
      fmt::format("{} makes more than {} calls a second", peer, per_second),
      "wait, or raise control_calls in [serve.limits]"
  );
  made.more.emplace_back("Retry-After", std::to_string(std::max<std::int64_t>(1, seconds)));
  return made;
}

}  // namespace

double call_meter::filled(const bucket& one, moment now) const {
  const std::chrono::duration<double> since = now - one.seen;
  return std::min(per_second_, one.calls + since.count() * per_second_);
}

/// Who has not called for long enough is as good as new.
void call_meter::forget_the_full(moment now) {
  std::erase_if(left_, [&](const auto& one) { return filled(one.second, now) >= per_second_; });
}

call_meter::bucket& call_meter::of(const std::string& peer, moment now) {
  const std::string party = party_of(peer);
  auto known = left_.find(party);
  if (known == left_.end()) {
    if (left_.size() >= most_peers) forget_the_full(now);
    if (left_.size() >= most_peers) {
      if (!others_) others_ = bucket{per_second_, now};
      others_ = bucket{filled(*others_, now), now};
      return *others_;
    }
    known = left_.emplace(party, bucket{per_second_, now}).first;
  }
  known->second = {filled(known->second, now), now};
  return known->second;
}

std::optional<duration> call_meter::take(const std::string& peer, moment now) {
  bucket& mine = of(peer, now);
  if (mine.calls < 1) {
    const double wait = (1 - mine.calls) / per_second_;
    return std::chrono::ceil<duration>(std::chrono::duration<double>(wait));
  }
  mine.calls -= 1;
  return {};
}

void call_meter::charge(const std::string& peer, double calls, moment now) {
  of(peer, now).calls -= calls;
}

handler limited(
    handler inner,
    double per_second,
    audit note,
    std::function<call_meter::moment()> clock
) {
  struct state {
    call_meter meter;
    std::unordered_set<std::string> refused;  // since they were let in last
  };
  const auto book = std::make_shared<state>(state{call_meter(per_second), {}});
  return [inner = std::move(inner),
          note = std::move(note),
          clock = std::move(clock),
          book](const request& asked, const answer& give) {
    if (const auto wait = book->meter.take(asked.peer, clock())) {
      response no = too_many(asked.peer, book->meter.per_second(), *wait);
      if (book->refused.size() < call_meter::most_peers &&
          book->refused.insert(asked.peer).second) {
        handled one = handled_of(asked);
        one.status = no.status;
        one.told = no.body;
        note(one);
      }
      return give(std::move(no));
    }
    book->refused.erase(asked.peer);
    inner(asked, [give, clock, book, peer = asked.peer](response made) {
      if (made.status == 401) book->meter.charge(peer, wrong_key, clock());
      give(std::move(made));
    });
  };
}

}  // namespace surgeline::admin
