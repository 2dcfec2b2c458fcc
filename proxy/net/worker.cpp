#include "surgeline/net/worker.hpp"

#include <boost/asio/executor_work_guard.hpp>
#include <boost/asio/io_context.hpp>
#include <boost/asio/post.hpp>
#include <csignal>
#include <future>
#include <memory>
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

struct worker::loop {
  std::unique_ptr<boost::asio::io_context> context = std::make_unique<boost::asio::io_context>(1);
  ready_set ready{*context};
  delay_heap delays{*context};
  pipe_pool pipes;
  // Not zeroed: pages that are never read into are never touched.
  std::unique_ptr<std::byte[]> buffer{new std::byte[buffer_size]};

  loop() = default;
  loop(const loop&) = delete;
  loop& operator=(const loop&) = delete;
  ~loop() {
    // What was posted may own alarms and registrations, so it goes before the heap and the set.
    ready.detach();
    delays.detach();
    context.reset();
  }
};

worker::worker() {
  const signals_blocked here;
  std::promise<loop*> started;
  auto running = started.get_future();
  thread_ = std::thread([this, &started] {
    loop mine;
    const auto guard = boost::asio::make_work_guard(*mine.context);
    auto* const context = mine.context.get();
    boost::asio::post(*context, [promise = std::move(started), &mine]() mutable {
      promise.set_value(&mine);
    });
    context->run();
    nobody_posts_.acquire();  // the last post may still be inside the context
  });
  loop_ = running.get();
}

worker::~worker() {
  post([this] { context().stop(); });
  nobody_posts_.release();
  thread_.join();
}

void worker::post(std::function<void()> task) { boost::asio::post(context(), std::move(task)); }

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

boost::asio::io_context& worker::context() { return *loop_->context; }
ready_set& worker::ready() { return loop_->ready; }
delay_heap& worker::delays() { return loop_->delays; }
pipe_pool& worker::pipes() { return loop_->pipes; }
std::span<std::byte> worker::buffer() { return {loop_->buffer.get(), buffer_size}; }

}  // namespace surgeline::net
