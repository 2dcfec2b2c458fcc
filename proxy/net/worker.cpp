#include "surgeline/net/worker.hpp"

#include <sys/eventfd.h>
#include <sys/prctl.h>

#include <atomic>
#include <csignal>
#include <functional>
#include <future>
#include <memory>
#include <mutex>
#include <utility>
#include <vector>

namespace surgeline::net {
namespace {

/// Blocks all signals in its scope, for threads that are started there: signals belong to the main thread.
class signals_blocked {
 public:
  signals_blocked() {
    sigset_t all;
    sigfillset(&all);
    pthread_sigmask(SIG_SETMASK, &all, &before_);
  }
  signals_blocked(const signals_blocked&) = delete;
  signals_blocked& operator=(const signals_blocked&) = delete;
  ~signals_blocked() { pthread_sigmask(SIG_SETMASK, &before_, nullptr); }

 private:
  sigset_t before_{};
};

}  // namespace

/// What the thread runs. Tasks come from any thread. Who sleeps is woken by a bell among the sockets (it is never read,
/// because every ring is an edge); who is busy looks for them between any two handlers, for arming must not wait until
/// thousands of connections have had their turn.
struct worker::loop final : ready_handler {
  using tasks = std::vector<std::function<void()>>;

  loop() {
    std::error_code error;
    bell_place = sockets.add(bell.get(), *this, error);
  }

  void run() {
    const std::function<void()> between = [this] {
      if (has_posted.load(std::memory_order_relaxed)) run_posted();
    };
    while (!stopping) {
      sockets.take_turn(delays.next_look(), between);
      if (delays.next_look() <= sockets.batch_time()) delays.ring_due(between);
    }
    // What a task owns may post when it goes.
    while (!take_posted().empty()) {
    }
  }

  void post(std::function<void()> task) {
    const std::scoped_lock lock(one_at_a_time);
    posted.push_back(std::move(task));
    if (!has_posted.exchange(true, std::memory_order_relaxed)) eventfd_write(bell.get(), 1);
  }

  tasks take_posted() {
    const std::scoped_lock lock(one_at_a_time);
    has_posted.store(false, std::memory_order_relaxed);
    return std::exchange(posted, {});
  }

  void run_posted() {
    for (const auto& task : take_posted()) task();
  }

  void ready(std::uint32_t) override { run_posted(); }

  ready_set sockets;
  delay_heap delays;
  pipe_pool pipes;
  // Not zeroed: pages that are never read into are never touched.
  std::unique_ptr<std::byte[]> buffer{new std::byte[buffer_size]};
  bool stopping = false;

  std::mutex one_at_a_time;
  tasks posted;
  std::atomic<bool> has_posted = false;  // changed under the lock only
  descriptor bell{eventfd(0, EFD_NONBLOCK | EFD_CLOEXEC)};
  registration bell_place;
};

worker::worker() {
  const signals_blocked here;
  std::promise<loop*> started;
  auto running = started.get_future();
  // The promise goes along, because the waiter may be gone before set_value has returned.
  thread_ = std::thread([promise = std::move(started)]() mutable {
    prctl(PR_SET_TIMERSLACK, 1UL);  // nanosecond: the heap has a slack of its own
    loop mine;
    promise.set_value(&mine);
    mine.run();
  });
  loop_ = running.get();
}

worker::~worker() {
  post([this] { loop_->stopping = true; });
  thread_.join();
}

void worker::post(std::function<void()> task) { loop_->post(std::move(task)); }

void worker::run(const std::function<void()>& task) {
  if (is_here()) return task();
  // Shared, because the waiter may be gone before set_value has returned.
  auto done = std::make_shared<std::promise<void>>();
  post([&task, done] {
    task();
    done->set_value();
  });
  done->get_future().wait();
}

duration worker::waited() const { return loop_->sockets.waited(); }

ready_set& worker::ready() { return loop_->sockets; }
delay_heap& worker::delays() { return loop_->delays; }
pipe_pool& worker::pipes() { return loop_->pipes; }
std::span<std::byte> worker::buffer() { return {loop_->buffer.get(), buffer_size}; }

}  // namespace surgeline::net
