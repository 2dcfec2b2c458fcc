#pragma once

#include <mutex>

#include "surgeline/fault/cell.hpp"

namespace surgeline::traffic {

/// A fault's cell for a proxy on several workers: one of them at a time. Only faults whose state spans connections have one.
class locked_cell final : public fault::cell {
 private:
  void lock() override { mutex_.lock(); }
  void unlock() override { mutex_.unlock(); }

  std::mutex mutex_;
};

}  // namespace surgeline::traffic
