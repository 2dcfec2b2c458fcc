#pragma once

#include <stdexcept>

#include "surgeline/net/address.hpp"
#include "surgeline/net/listener.hpp"
#include "surgeline/net/socket.hpp"

namespace surgeline::bench {

/// Listens there, or throws the reason.
inline net::listener listen_or_throw(const endpoint& where) {
  net::failure why;
  net::listener made = net::listen(where, why);
  if (!made) throw std::runtime_error(why.what);
  return made;
}

/// As the kernel wants it; the endpoint is numeric.
inline net::address address_of(const endpoint& where) {
  net::failure why;
  const auto found = net::address::resolve(where, why);
  if (!found) throw std::runtime_error(why.what);
  return *found;
}

/// Hands every connection that waits to `take`.
template <class Take>
void accept_all(const net::listener& door, Take take) {
  net::address from;
  std::error_code error;
  while (net::descriptor made = net::accept(door.fd(), from, error)) take(std::move(made));
}

}  // namespace surgeline::bench
