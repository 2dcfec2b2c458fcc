// What observing one request costs: reading its clues, its attempt in the table, and the watch on its client's breaker. CPU time of one thread, the least of
// five rounds.
#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <ctime>
#include <string>
#include <string_view>
#include <vector>

#include "surgeline/observe/attempt_table.hpp"
#include "surgeline/observe/breaker_watch.hpp"

namespace {

using namespace surgeline;
using namespace surgeline::observe;
using namespace std::chrono_literals;

constexpr int rounds = 5;
constexpr std::uint64_t requests = 1'000'000;

double cpu_seconds() {
  timespec spent{};
  clock_gettime(CLOCK_THREAD_CPUTIME_ID, &spent);
  return static_cast<double>(spent.tv_sec) + static_cast<double>(spent.tv_nsec) * 1e-9;
}

/// Nanoseconds a call, the least of some rounds.
template <class Step>
double cost(const Step& step) {
  double least = 1e9;
  for (int round = 0; round < rounds; ++round) {
    const double start = cpu_seconds();
    for (std::uint64_t i = 0; i < requests; ++i) step(i);
    least = std::min(least, (cpu_seconds() - start) / requests * 1e9);
  }
  return least;
}

/// The head of an ordinary request, whose id is another each time.
struct ordinary {
  std::string id = "7f8a1c52-0c0a-4a5e-9a53-000000000000";
  std::array<header_field, 10> fields{{
      {"host", "stock.shop.internal:8080"},
      {"user-agent", "axios/1.7.2"},
      {"accept", "application/json, text/plain, */*"},
      {"accept-encoding", "gzip, compress, deflate, br"},
      {"content-type", "application/json"},
      {"content-length", "64"},
      {"authorization", "Bearer eyJhbGciOiJIUzI1NiIsInR5cCI6IkpXVCJ9"},
      {"traceparent", "00-4bf92f3577b34da6a3ce929d0e0e4736-00f067aa0ba902b7-01"},
      {"x-request-id", {}},
      {"connection", "keep-alive"},
  }};

  request_head head(std::uint64_t number) {
    for (std::size_t digit = 0; digit < 12; ++digit, number /= 10)
      id[id.size() - 1 - digit] = static_cast<char>('0' + number % 10);
    fields[8].value = id;
    return {.method = "GET", .target = "/v1/stock/4711?size=xl", .fields = fields};
  }
};

}  // namespace

int main() {
  ordinary request;
  std::uint64_t sum = 0;
  const double making = cost([&](std::uint64_t i) { sum += request.head(i).fields.size(); });
  const double reading =
      cost([&](std::uint64_t i) { sum += identify(request.head(i), default_clues).id; });

  attempt_table table(1 << 16, 10s);
  std::vector<logical_request> settled;
  time_point now{};
  const double all = cost([&](std::uint64_t i) {
    now += 50us;  // 20 000/s: what was settled lingers until its place is needed
    const attempt one = table.begin(identify(request.head(i), default_clues), 0, now, settled);
    table.end(one, i % 8 == 0 ? outcome::error : outcome::ok, now + 1ms, settled);
    settled.clear();
  });

  breaker_watch watch;
  std::vector<transition> moves;
  const double watching = cost([&](std::uint64_t i) {
    now += 50us;
    watch.begin(now, moves);
    watch.end(now, i % 8 == 0 ? outcome::error : outcome::ok, now + 40us, moves);
  });

  fmt::print("identify        {:4.0f} ns\n", reading - making);
  fmt::print("begin and end   {:4.0f} ns, {} known\n", all - reading, table.size());
  fmt::print("watch           {:4.0f} ns, {} transitions\n", watching, moves.size());
  fmt::print("together        {:4.0f} ns ({})\n", all - making + watching, sum % 10);
}
