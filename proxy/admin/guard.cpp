#include "surgeline/admin/guard.hpp"

#include <optional>
#include <utility>

namespace surgeline::admin {
namespace {

bool only_reads(const request& asked) { return asked.method == "GET" || asked.method == "HEAD"; }

/// A renewal that goes well comes every few seconds, figures come each second; they say nothing new of who does what.
bool is_routine(const handled& one) {
  const bool is_often = one.path.ends_with("/renew") || one.path.ends_with("/figures");
  return one.path.starts_with("/v1/leases/") && is_often && one.status < 400;
}

/// Why it is not let in; nothing if it is.
std::optional<response> refusal(const request& asked, const key_ring* keys, const key_holder* who) {
  if (keys == nullptr) return {};
  if (who == nullptr) {
    response no = refused(
        401,
        asked.authorization.empty() ? "a key is needed here" : "this key opens nothing",
        "send Authorization: Bearer with a key of the sidecar's [serve] keys"
    );
    no.more.emplace_back("WWW-Authenticate", "Bearer");
    return no;
  }
  if (who->may == role::views && !only_reads(asked)) {
    return refused(403, "a viewer's key reads, and changes nothing", "use the key of an operator");
  }
  return {};
}

}  // namespace

handled handled_of(const request& asked) {
  return {
      .who = {},
      .certificate = asked.certificate,
      .from = asked.peer,
      .method = asked.method,
      .path = asked.path,
      .body = asked.body.size()
  };
}

handler guarded(handler inner, std::function<std::shared_ptr<const key_ring>()> keys, audit note) {
  return [inner = std::move(inner),
          keys = std::move(keys),
          note = std::move(note)](const request& asked, const answer& give) {
    const auto ring = keys();
    const key_holder* const who = ring ? ring->holder_of(asked.authorization) : nullptr;
    handled one = handled_of(asked);
    one.who = who != nullptr ? who->name : asked.certificate;
    if (auto no = refusal(asked, ring.get(), who)) {
      one.status = no->status;
      one.told = no->body;
      note(one);
      return give(*std::move(no));
    }
    request known = asked;
    known.who = one.who;
    known.may_change = who == nullptr || who->may == role::operates;
    if (only_reads(asked)) return inner(known, give);
    inner(known, [note, one, give](response made) {
      handled done = one;
      done.status = made.status;
      if (made.status >= 400) done.told = made.body;
      if (!is_routine(done)) note(done);
      give(std::move(made));
    });
  };
}

}  // namespace surgeline::admin
