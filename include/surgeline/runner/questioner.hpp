#pragma once

#include <condition_variable>
#include <functional>
#include <memory>
#include <mutex>
#include <optional>
#include <thread>
#include <vector>

#include "surgeline/scenario/course.hpp"
#include "surgeline/scenario/enquiry_round.hpp"

namespace surgeline::runner {

/// Nobody outside is waited for longer than this.
inline constexpr std::chrono::seconds outside_patience{2};

/// Asks others what a scenario's checks want to know of them: a Prometheus server, a URL, a program. Each enquiry has a thread
/// of its own, so that one that is not answered keeps nobody from asking; while it waits, it asks nothing more.
class questioner {
 public:
  /// `heard` gets each answer, on the enquiry's thread.
  questioner(const scenario::file& from, std::function<void(scenario::answer)> heard);
  questioner(const questioner&) = delete;
  questioner& operator=(const questioner&) = delete;
  /// Waits for who is being asked, `outside_patience` at most.
  ~questioner();

  /// Asks what is due in a phase, as of `now` in file time.
  void ask(time_point now, std::size_t phase);

 private:
  class asking;

  scenario::enquiry_round round_;
  std::vector<std::unique_ptr<asking>> all_;
};

/// What somebody outside says: a number, or why there is none. It may take `outside_patience`.
std::optional<double> number_of(const scenario::enquiry& what, std::string& why);

/// The one number in what a Prometheus server answered to an instant query: a scalar, or a vector of one.
std::optional<double> number_in(const std::string& prometheus_answer, std::string& why);

}  // namespace surgeline::runner
