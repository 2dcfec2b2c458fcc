#include "surgeline/runner/questioner.hpp"

#include <utility>

namespace surgeline::runner {

/// One enquiry with its thread.
class questioner::asking {
 public:
  asking(const scenario::enquirer& who, std::function<void(scenario::answer)> heard)
      : who_(who),
        heard_(std::move(heard)),
        thread_([this](const std::stop_token& end) { work(end); }) {}

  void ask(time_point now) {
    const std::lock_guard hold(mutex_);
    if (busy_) return;
    busy_ = true;
    now_ = now;
    asked_.notify_one();
  }

 private:
  void work(const std::stop_token& end) {
    for (;;) {
      time_point now;
      {
        std::unique_lock hold(mutex_);
        if (!asked_.wait(hold, end, [this] { return busy_; })) return;
        now = now_;
      }
      scenario::answer made{who_.is_abort_rule, who_.index, now, {}, {}};
      made.value = number_of(*who_.asks, made.why);
      heard_(std::move(made));
      const std::lock_guard hold(mutex_);
      busy_ = false;
    }
  }

  const scenario::enquirer who_;
  const std::function<void(scenario::answer)> heard_;
  std::mutex mutex_;
  std::condition_variable_any asked_;
  bool busy_ = false;
  time_point now_{};
  std::jthread thread_;  // last: it uses the others
};

questioner::questioner(const scenario::file& from, std::function<void(scenario::answer)> heard)
    : round_(from) {
  for (const scenario::enquirer& one : round_.all())
    all_.push_back(std::make_unique<asking>(one, heard));
}

questioner::~questioner() = default;

void questioner::ask(time_point now, std::size_t phase) {
  for (const std::size_t one : round_.due(now, phase)) all_[one]->ask(now);
}

}  // namespace surgeline::runner
