#pragma once

#include <boost/asio/io_context.hpp>
#include <boost/asio/steady_timer.hpp>
#include <chrono>
#include <cstdint>
#include <map>
#include <memory>
#include <optional>
#include <string>
#include <vector>

#include "surgeline/admin/http.hpp"
#include "surgeline/admin/run_desk.hpp"
#include "surgeline/sidecar/sidecar.hpp"

namespace surgeline::admin {

/// Shows a sidecar to pages, as it is and then each second, to all of them in the same words: however many listen, it costs the
/// control thread what one costs, and never more than a fiftieth of its time.
class glances {
 public:
  static constexpr std::chrono::milliseconds beat{1000};

  /// `version` is the program's; `runs` may be null, and else outlives this.
  glances(
      boost::asio::io_context& control,
      const sidecar::sidecar& of,
      std::string version,
      const run_desk* runs
  );

  /// A glance at what is there now, for whoever asks, as JSON; without the layout where he has the one of that number.
  std::string now(const request& by, std::optional<std::uint64_t> layout);
  /// The same as server-sent events `glance`, for as long as he listens.
  std::shared_ptr<feed> watch(const request& by);

  /// Whoever has a name and armed something: a fault by its id, or a lease.
  void note(const std::string& armed, const std::string& who);

 private:
  struct watcher {
    std::weak_ptr<feed> by;
    std::uint64_t layout;  // the one that he has
  };

  std::string common();
  void look_at_layout();
  std::string told(const std::string& rest, const std::string& you, bool with_layout) const;
  void wait(std::chrono::steady_clock::duration pause);
  void tell_all();

  const sidecar::sidecar& of_;
  const std::string version_;
  const run_desk* const runs_;
  std::map<std::string, std::string> who_;  // armed what, by fault or lease
  std::size_t mark_ = 0;
  std::uint64_t number_ = 0;  // of the layout; 0 before the first look
  std::string layout_;
  std::vector<watcher> watchers_;
  boost::asio::steady_timer next_;
  bool is_waiting_ = false;
};

}  // namespace surgeline::admin
