#pragma once

#include <cstddef>
#include <string>
#include <string_view>
#include <vector>

#include "surgeline/core/endpoint.hpp"
#include "surgeline/net/descriptor.hpp"

namespace surgeline::bench {

/// What clients say, and how they know that an answer is whole.
struct dialogue {
  std::string request;
  /// Bytes of the answer that begins so; 0 while that cannot be told.
  std::size_t (*size_of)(std::string_view begun);
  std::size_t number_at = 0;  ///< where in the request eight digits count the requests; 0: nowhere
};

/// A client's end of a connection: each request follows the answer to the one before.
class caller {
 public:
  /// Connects; `what` must outlive it.
  caller(const endpoint& where, const dialogue& what);

  int fd() const { return socket_.get(); }
  void ask();
  /// Takes a whole answer, waiting for it; throws when none comes.
  void hear();
  /// Takes what is there of an answer, and says whether that was the last of it; throws when the connection is lost.
  bool hear_now();

 private:
  bool take(std::string_view bytes);

  net::descriptor socket_;
  const dialogue* what_;
  std::size_t rest_ = 0;  // of an answer, once its size is known
  std::string begun_;     // until then
};

/// That many connections, each through to the upstream: an answer has come back on it.
std::vector<caller> connect_all(const endpoint& where, const dialogue& what, std::size_t count);

/// Sends the request, with a number of its own where it has one.
void say(int fd, const dialogue& what);

}  // namespace surgeline::bench
