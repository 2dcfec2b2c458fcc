#pragma once

#include <cstddef>
#include <functional>
#include <span>
#include <thread>

#include "surgeline/net/delay_heap.hpp"
#include "surgeline/net/pipe_pool.hpp"
#include "surgeline/net/ready_set.hpp"

namespace surgeline::net {

/// One thread with an event loop of its own: ready set, delay heap, receive buffer and pipes. What lives on a worker
/// is touched on its thread only, and never locked. All signals are blocked there.
class worker {
 public:
  /// Bytes read at once: what counts in bulk is bytes moved per wake-up.
  static constexpr std::size_t buffer_size = 256 * 1024;

  /// Starts the thread.
  worker();
  worker(const worker&) = delete;
  worker& operator=(const worker&) = delete;
  /// Stops the loop and joins; what was posted and not run is destroyed, on the worker's thread.
  ~worker();

  /// Runs `task` on the worker, soon. Any thread may call.
  void post(std::function<void()> task);
  /// Runs `task` on the worker and waits for it. Any thread may call; on the worker itself it runs at once.
  void run(const std::function<void()>& task);
  bool is_here() const { return std::this_thread::get_id() == thread_.get_id(); }

  /// How long its loop has waited for something to do, in all; any thread may ask. See `ready_set::waited`.
  duration waited() const;

  // The rest is for the worker's own thread.
  ready_set& ready();
  delay_heap& delays();
  /// Where bytes are received; free again when the handler returns.
  std::span<std::byte> buffer();
  pipe_pool& pipes();

 private:
  struct loop;
  loop* loop_ = nullptr;  // lives on the thread's stack
  std::thread thread_;
};

}  // namespace surgeline::net
