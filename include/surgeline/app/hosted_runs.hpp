#pragma once

#include <boost/asio/io_context.hpp>
#include <cstdint>
#include <deque>
#include <functional>
#include <memory>
#include <optional>
#include <string>
#include <thread>

#include "surgeline/admin/http_listener.hpp"
#include "surgeline/admin/run_desk.hpp"
#include "surgeline/scenario/file.hpp"

namespace surgeline::app {

/// Runs that a sidecar carries out on its own proxies, one at a time, each on a thread of its own. They reach the sidecar as any
/// runner does, over a control listener that nobody but this process's user can reach.
class hosted_runs final : public admin::run_desk {
 public:
  /// Runs that are remembered, and events of each.
  static constexpr std::size_t kept = 10, most_events = 5000;

  /// `handle` is the sidecar's API, without a guard. `control` must outlive this.
  hosted_runs(boost::asio::io_context& control, admin::handler handle);
  hosted_runs(const hosted_runs&) = delete;
  hosted_runs& operator=(const hosted_runs&) = delete;
  /// Aborts the run that is under way, and waits for it.
  ~hosted_runs() override;

  void start(admin::run_request asked, std::function<void(started)> answered) override;
  bool abort(const std::string& id) override;
  config::array list() const override;
  std::shared_ptr<admin::feed> watch(const std::string& id) override;
  std::optional<std::string> report(const std::string& id) const override;

  /// Aborts what is under way, and calls `idle` when nothing is.
  void wind_up(std::function<void()> idle);

 private:
  struct run;
  struct teller;
  using shared_run = std::shared_ptr<run>;

  bool open_door(std::string& why);
  void carry_out(const shared_run& one, std::function<void(started)> answered);
  void perform(const shared_run& one, const scenario::file& values);
  void end(const shared_run& one);
  shared_run called(const std::string& id) const;
  /// Adds an event to a run, and tells whoever watches; to be called on the run's thread.
  void tell(const shared_run& one, const char* event, config::value data);

  boost::asio::io_context& control_;
  const admin::handler handle_;
  std::unique_ptr<admin::http_listener> door_;  // for runs alone, while there is one
  std::deque<shared_run> runs_;
  shared_run now_;  // the one under way
  std::uint64_t ordinal_ = 0;
  std::function<void()> idle_;
  std::jthread carrier_;
};

}  // namespace surgeline::app
