#pragma once

#include <cstdint>
#include <variant>

#include "surgeline/core/time.hpp"
#include "surgeline/resilience/budget_terms.hpp"
#include "surgeline/resilience/rolling.hpp"

namespace surgeline::resilience {

/// Pays for retries, or not, as its funding says. Told of everything that may fund it; moments come in ascending order.
class budget {
 public:
  explicit budget(const budget_terms& terms);

  /// A call begins, and is over; `retrying`: it had been paid a retry.
  void began(time_point now);
  void over(bool retrying);
  /// An attempt was answered well, or failed in a way that could be tried again.
  void succeeded();
  void failed();
  /// Pays for one retry; false when it cannot be afforded. `retrying`: the call has been paid one before.
  bool withdraw(bool retrying, time_point now);
  /// What is left of what it could pay, 0..1.
  double left(time_point now) const;
  /// Of a bucket: the tokens in it; else 0.
  double tokens() const;

 private:
  struct bucket {
    per_success terms;
    double tokens;
  };
  struct window {
    per_request terms;
    rolling paid;  // in, and out
  };
  struct share_of_open {
    in_flight terms;
    std::uint32_t open = 0, retrying = 0;

    double most() const;
  };
  static std::variant<bucket, window, share_of_open> made_of(const budget_terms& terms);

  std::variant<bucket, window, share_of_open> is_;
};

}  // namespace surgeline::resilience
