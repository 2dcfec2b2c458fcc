#pragma once

#include <chrono>
#include <cstddef>
#include <functional>
#include <memory>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "surgeline/admin/feed.hpp"
#include "surgeline/core/time.hpp"

namespace surgeline::admin {

/// One HTTP request, whole.
struct request {
  std::string method;  ///< in capitals
  std::string path;    ///< `/v1/state`; what follows a `?` is in `query`
  std::string query;
  std::string body;
  std::string host;             ///< the header; empty without
  std::string origin;           ///< the header a browser adds; empty without
  std::string agent{};          ///< what it says it is; empty without
  std::string authorization{};  ///< the header; empty without
  std::string peer{};           ///< who asks: an address, or `uid:1000`
  std::string certificate{};    ///< the name on the one that it has shown; empty without
  std::string who{};            ///< the name of its key, else of its certificate; empty for neither
  bool may_change = true;       ///< false for a key that only reads
};

/// What is answered.
struct response {
  unsigned status = 200;
  std::string body;
  std::string type = "application/json";                    ///< empty: none is said
  std::string allow{};                                      ///< methods, with status 405
  std::vector<std::pair<std::string, std::string>> more{};  ///< headers; no value has a line break
  std::shared_ptr<feed> goes_on{
  };  ///< behind `body`, until that is over; null: the answer ends there
};

/// Gives the answer to a request: once, on the thread it was handled on, now or later.
using answer = std::function<void(response)>;
/// Handles a request.
using handler = std::function<void(const request& asked, answer give)>;

/// What one listener lets its clients use.
struct http_limits {
  std::size_t head = std::size_t{8} * 1024;     ///< bytes
  std::size_t body = std::size_t{1024} * 1024;  ///< bytes
  std::size_t connections = 128;                ///< at once; more are closed
  std::size_t feeds = 32;  ///< of them, those that hear what goes on; more are told to ask
  duration patience =
      std::chrono::seconds{30};  ///< for a whole request to come, or an answer to go
  duration handling = std::chrono::seconds{10};  ///< for a request to be handled; then 503
};

/// An answer in plain text.
response plain(unsigned status, std::string text);

/// Why something was not even looked at, and what to do, in JSON; neither text may need escapes.
response refused(unsigned status, std::string_view what, std::string_view remedy);

}  // namespace surgeline::admin
