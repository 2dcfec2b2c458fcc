#pragma once

#include <boost/unordered/unordered_flat_map.hpp>
#include <cstdint>
#include <memory>
#include <vector>

#include "surgeline/http/message_head.hpp"
#include "surgeline/lab/lines.hpp"
#include "surgeline/model/http_requests.hpp"
#include "surgeline/model/line_pool.hpp"

namespace surgeline::lab {

/// Lines that speak HTTP/1.1: each is a pool of connections with one exchange at a time on each, as `model::line_pool` deals
/// them out; connections are kept for the next exchange. An attempt that is given up takes its connection with it, since
/// nothing else tells a server that nobody waits any more.
class http_lines final : public lines {
 public:
  http_lines(
      net::worker& on,
      const net::run_clock& clock,
      const scenario::file& from,
      const scenario::route& way,
      const std::vector<endpoint>& targets,
      chance dice,
      line_listener& told,
      net::failure& why
  );
  ~http_lines() override;

  void send(std::uint64_t attempt, const model::line& on) override;
  void abandon(std::uint64_t attempt, const model::line& on) override;
  void flush(time_point now) override;

 private:
  class connection;
  /// One line.
  struct line_state {
    model::line_pool pool;
    std::vector<std::unique_ptr<connection>> connections;  // by their number in the pool
  };

  void keep(std::size_t number) override;
  connection& of(std::size_t line, std::uint32_t number);
  void ride(connection& on, std::uint64_t attempt);
  bool dial(connection& one);
  void serve(connection& on, std::uint32_t events);
  void hear(connection& on, std::uint32_t events, time_point now);
  void lose(connection& which, resilience::outcome why, time_point now);
  void free(connection& which);
  void mark(connection& which);

  model::http_requests requests_;
  model::http_message scratch_;
  http::head_reader heads_;
  std::vector<line_state> lines_;                                    // by number
  boost::unordered_flat_map<std::uint64_t, connection*> under_way_;  // by attempt
  std::vector<connection*> unsent_;                                  // with something new to send
};

}  // namespace surgeline::lab
