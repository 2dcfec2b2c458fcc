#pragma once

#include <boost/asio/executor_work_guard.hpp>
#include <boost/asio/io_context.hpp>
#include <memory>
#include <thread>

#include "surgeline/admin/http_listener.hpp"
#include "surgeline/core/endpoint.hpp"
#include "surgeline/runner/run_page.hpp"

namespace surgeline::app {

/// The telemetry listener of `run`, on a thread of its own: `/metrics` and `/healthz`, read only.
class run_telemetry {
 public:
  /// Listens; null, with the reason printed, where the address cannot be had.
  static std::unique_ptr<run_telemetry> open(const endpoint& where);
  run_telemetry(const run_telemetry&) = delete;
  run_telemetry& operator=(const run_telemetry&) = delete;
  ~run_telemetry();

  /// What it shows, to be told of the runs.
  runner::run_page& page() { return page_; }
  /// Where it listens.
  const endpoint& local() const { return listener_->local(); }

 private:
  run_telemetry();

  runner::run_page page_;
  boost::asio::io_context context_{1};
  boost::asio::executor_work_guard<boost::asio::io_context::executor_type> stays_{
      context_.get_executor()
  };
  std::unique_ptr<admin::http_listener> listener_;
  std::thread thread_;
};

}  // namespace surgeline::app
