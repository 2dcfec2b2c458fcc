#pragma once

#include "surgeline/traffic/stream.hpp"

namespace surgeline::traffic {

/// A stream to nobody: nothing comes, and whatever is sent is gone.
class lost_stream final : public stream {
 public:
  lost_stream() { writable_ = true; }
  transfer receive(std::span<std::byte>) override { return {}; }
  transfer send(std::span<const std::byte> from) override { return {.bytes = from.size()}; }
  void finish() override {}
  void reset() override {}
  std::error_code error() override { return std::make_error_code(std::errc::connection_refused); }
  void again() override {}
};

}  // namespace surgeline::traffic
