#pragma once

#include <cstdint>
#include <memory>
#include <vector>

#include "surgeline/lab/lines.hpp"

namespace surgeline::lab {

/// Lines that speak frames: one connection each, with as many attempts on it as there are.
class frame_lines final : public lines {
 public:
  frame_lines(
      net::worker& on,
      const net::run_clock& clock,
      const scenario::file& from,
      const scenario::route& way,
      const std::vector<endpoint>& targets,
      line_listener& told,
      net::failure& why
  );
  ~frame_lines() override;

  void send(std::uint64_t attempt, const model::line& on) override;
  void abandon(std::uint64_t attempt, const model::line& on) override;
  void flush(time_point now) override;

 private:
  class connection;

  void keep(std::size_t number) override;
  bool dial(connection& of);
  void serve(connection& on, std::uint32_t events);
  void lose(connection& which, resilience::outcome why, time_point now);

  bool tells_leaving_;                                    // whom they call heeds it
  std::vector<std::unique_ptr<connection>> connections_;  // by number
  std::vector<connection*> unsent_;                       // with something new to send
};

}  // namespace surgeline::lab
