#pragma once

#include <boost/asio/executor_work_guard.hpp>
#include <boost/asio/io_context.hpp>
#include <chrono>
#include <cstdint>
#include <memory>
#include <string>
#include <thread>

#include "surgeline/admin/glance_stream.hpp"
#include "surgeline/admin/http_listener.hpp"
#include "surgeline/app/run_glance.hpp"
#include "surgeline/core/endpoint.hpp"
#include "surgeline/runner/run_page.hpp"

namespace surgeline::app {

/// The telemetry listener of `run`, on a thread of its own: `/metrics`, `/healthz` and the live page, read only.
class run_telemetry {
 public:
  /// Listens; null, with the reason printed, where the address cannot be had.
  static std::unique_ptr<run_telemetry> open(const endpoint& where);
  run_telemetry(const run_telemetry&) = delete;
  run_telemetry& operator=(const run_telemetry&) = delete;
  ~run_telemetry();

  // What it shows; whoever walks a run tells it, and it listens once a second.
  /// A run begins; `of` must outlive it.
  void begin(const scenario::file& of, const std::string& variant, std::uint64_t seed);
  /// To be called at every tick.
  void see(time_point now, const scenario::conductor& where, const measure::recording& seen);
  /// It is over and judged.
  void end(const scenario::record& of, const scenario::judgement& judged);

  /// Where it listens.
  const endpoint& local() const { return listener_->local(); }

 private:
  run_telemetry();
  void handle(const admin::request& asked, const admin::answer& give);

  runner::run_page page_;
  run_glance glance_;
  const scenario::file* file_ = nullptr;
  scenario::run_identity run_;
  std::chrono::steady_clock::time_point heard_{};  // when it listened last
  boost::asio::io_context context_{1};
  boost::asio::executor_work_guard<boost::asio::io_context::executor_type> stays_{
      context_.get_executor()
  };
  admin::glance_stream stream_;
  std::unique_ptr<admin::http_listener> listener_;
  std::thread thread_;
};

}  // namespace surgeline::app
