#pragma once

#include <gtest/gtest.h>

#include <boost/asio/executor_work_guard.hpp>
#include <boost/asio/io_context.hpp>
#include <charconv>
#include <string>
#include <thread>
#include <utility>

#include "surgeline/admin/http_listener.hpp"
#include "traffic/wire.hpp"

namespace surgeline::admin {

/// An answer as a client sees it.
struct heard_reply {
  int status = 0;  ///< 0: there was none
  std::string head, body;
};

/// Reads one answer with a Content-Length.
inline heard_reply read_reply(traffic::wire& from, bool has_body = true) {
  heard_reply heard;
  while (!heard.head.ends_with("\r\n\r\n")) {
    const std::string byte = from.hear(1);
    if (byte.empty()) return heard;
    heard.head += byte;
  }
  const auto number = [&](std::size_t at) {
    std::size_t value = 0;
    std::from_chars(heard.head.data() + at, heard.head.data() + heard.head.size(), value);
    return value;
  };
  heard.status = static_cast<int>(number(heard.head.find(' ') + 1));
  constexpr std::string_view length = "Content-Length: ";
  const auto at = heard.head.find(length);
  if (has_body && at != std::string::npos) heard.body = from.hear(number(at + length.size()));
  return heard;
}

/// A request as plain text.
inline std::string request_text(
    const std::string& method,
    const std::string& target,
    const std::string& body = {},
    const std::string& more = {}
) {
  return method + " " + target + " HTTP/1.1\r\nHost: localhost\r\n" + more +
         "Content-Length: " + std::to_string(body.size()) + "\r\n\r\n" + body;
}

/// A listener on a thread of its own, for tests that are its clients.
class counter {
 public:
  explicit counter(
      handler handle,
      http_limits limits = {},
      const std::string& where = "127.0.0.1:0",
      tls_source tls = {}
  ) {
    net::failure why;
    listener_ = http_listener::open(
        context,
        *endpoint::parse(where),
        std::move(handle),
        why,
        limits,
        std::move(tls)
    );
    EXPECT_TRUE(listener_) << why.what;
    thread_ = std::thread([this] { context.run(); });
  }
  counter(const counter&) = delete;
  counter& operator=(const counter&) = delete;
  ~counter() {
    context.stop();
    thread_.join();
    listener_.reset();
  }

  const endpoint& where() const { return listener_->local(); }
  traffic::wire dial() const { return traffic::wire::dial(where()); }
  heard_reply ask(
      const std::string& method,
      const std::string& target,
      const std::string& body = {},
      const std::string& more = {}
  ) const {
    traffic::wire client = dial();
    client.say(request_text(method, target, body, more));
    return read_reply(client, method != "HEAD");
  }

  boost::asio::io_context context{1};

 private:
  boost::asio::executor_work_guard<boost::asio::io_context::executor_type> guard_{
      context.get_executor()
  };
  std::unique_ptr<http_listener> listener_;
  std::thread thread_;
};

}  // namespace surgeline::admin
