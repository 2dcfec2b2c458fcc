#pragma once

#include "surgeline/core/time.hpp"

namespace surgeline::observe {

/// Tells a burst of failures, such as opens a breaker, from failures that are usual here.
///
/// Two cumulative sums (Page, 1954) of the log-likelihood of "now this often" against "as often as usual": one for nearly
/// nothing but failures, which a few in a row fill, and one for about twice as many as one in three, which is slow. Either is
/// over its limit by chance with a probability of e^-limit. A burst that lasts for a minute while traffic flows is none: a
/// breaker would have opened.
class failure_burst {
 public:
  /// An attempt ended.
  void saw(bool failed, time_point now);
  /// True while the failures are too many for chance.
  bool is_on() const { return !is_tolerated_ && (quick_.sum >= limit || slow_.sum >= limit); }
  /// True while nothing speaks for a burst.
  bool is_calm() const { return quick_.sum <= 0 && slow_.sum <= 0; }
  /// Begins anew; what was seen since it was last calm does not count as usual.
  void forget();

  static constexpr double limit = 8;  ///< one in 3000
  static constexpr duration patience = std::chrono::seconds{60};

 private:
  /// A sum, and what one end adds to it.
  struct evidence {
    double sum = 0, failed = 0, succeeded = 0;
    void weigh(double usual, double then);
    void add(bool is_failure);
  };

  double share_ = 0.1;  // of failures, lately; before anything was seen a guess
  double usual_ = 0.1;  // as it was when it was last calm
  double ends_ = 30;    // seen, up to what is remembered; the guess counts as so many
  time_point began_{};  // when it was last calm
  evidence quick_{}, slow_{};
  bool is_tolerated_ = false;
};

}  // namespace surgeline::observe
