#pragma once

#include <boost/asio/io_context.hpp>
#include <boost/asio/steady_timer.hpp>
#include <chrono>
#include <cstdint>
#include <functional>
#include <memory>
#include <optional>
#include <string>
#include <vector>

#include "surgeline/admin/http.hpp"

namespace surgeline::admin {

/// What is shown to pages at one moment, as JSON, in parts: who has the layout already is told the rest alone.
struct glance_parts {
  std::uint64_t layout = 0;                    ///< its number; from 1
  std::shared_ptr<const std::string> proxies;  ///< the layout, a list
  std::string rest;  ///< the members of the object that are the same for all, with its `}`
};

/// Gives glances to pages, as they are and then each second, to all of them in the same words: however many listen, it costs
/// the thread what one costs, and never more than a fiftieth of its time.
class glance_stream {
 public:
  static constexpr std::chrono::milliseconds beat{1000};
  /// What there is to see now; nothing before there is something.
  using look = std::function<std::optional<glance_parts>()>;

  /// `context` runs all of it, and must outlive this.
  glance_stream(boost::asio::io_context& context, look see);

  /// `GET /v1/glance`: without the layout where he has the one of `?layout=`.
  response now(const request& by) const;
  /// `GET /v1/glance/events`: the same now and each second, for as long as he listens.
  response watch(const request& by);
  /// Tells all who listen, without waiting for the second to be over.
  void tell_all();

 private:
  struct watcher {
    std::weak_ptr<feed> by;
    std::string you;           // who he is, until he was told so
    std::uint64_t layout = 0;  // the one that he has
  };

  void tell(watcher& one, const glance_parts& of) const;
  void wait(std::chrono::steady_clock::duration pause);

  const look see_;
  std::vector<watcher> watchers_;
  boost::asio::steady_timer next_;
  bool is_waiting_ = false;
};

}  // namespace surgeline::admin
