#pragma once

#include <functional>
#include <memory>
#include <string>

#include "surgeline/admin/http.hpp"
#include "surgeline/admin/key_ring.hpp"

namespace surgeline::admin {

/// One request that was handled, as an audit log keeps it.
struct handled {
  std::string who;          ///< the name of the key, or without one of the certificate; else empty
  std::string certificate;  ///< the name on the one that was shown; empty without
  std::string from;         ///< the client's address, or `uid:1000`
  std::string method, path;
  std::size_t body = 0;  ///< bytes that it said
  unsigned status = 0;
  std::string told;  ///< why not, if it was refused
};

/// What is known of a request before it is handled, and before anybody knows whose it is.
handled handled_of(const request& asked);

/// Hears of each request that was to change something, or was refused.
using audit = std::function<void(const handled& one)>;

/// Lets in who has a key, where there are keys: viewers may read, operators may do everything; 401 without a key, 403 where a
/// viewer wants to change something. A request that is let in is handled by `inner`.
handler guarded(handler inner, std::function<std::shared_ptr<const key_ring>()> keys, audit note);

}  // namespace surgeline::admin
