#include "bench/comparison/fleet.hpp"

#include <fmt/format.h>
#include <sys/socket.h>
#include <unistd.h>

#include <algorithm>
#include <iterator>
#include <numeric>
#include <random>
#include <stdexcept>

#include "bench/comparison/listening.hpp"

namespace surgeline::bench {
namespace {

using namespace std::chrono_literals;

constexpr auto longest_start = 30s;  // a tracer takes its time

/// A port that nobody has, on a loopback address that no other bench and no ordinary program uses.
endpoint own_endpoint(std::size_t ordinal) {
  const auto id = static_cast<unsigned>(getpid());
  const std::string host =
      fmt::format("127.{}.{}.{}", 64 + id / 254 % 128, 1 + id % 254, 1 + ordinal);
  return listen_or_throw({.host = host}).local();
}

bool accepts(const endpoint& where) {
  const net::address to = address_of(where);
  const net::descriptor probe{socket(to.family(), SOCK_STREAM | SOCK_CLOEXEC, 0)};
  return connect(probe.get(), to.data(), to.size()) == 0;
}

std::string text_of(const std::string& path) {
  std::ifstream in(path);
  return {std::istreambuf_iterator<char>(in), {}};
}

}  // namespace

fleet::fleet(
    std::string_view behind,
    const std::vector<std::string_view>& contestants,
    cpus on,
    const starter& how,
    const command& wrapper
) {
  const endpoint upstream = own_endpoint(0);
  const child& serving = start(itself_as(behind, upstream), upstream, on.load, direct);
  static std::mt19937 dice(1);
  std::vector<std::size_t> order(contestants.size());
  std::iota(order.begin(), order.end(), std::size_t{0});
  std::shuffle(order.begin(), order.end(), dice);
  for (const std::size_t i : order) {
    const std::string_view name = contestants[i];
    if (name == direct) {
      targets_.push_back({name, upstream, &serving});
      continue;
    }
    const endpoint where = own_endpoint(i + 1);
    const auto its_own = how(name, where, upstream, files_);
    if (!its_own) continue;
    command whole = wrapper;
    whole.insert(whole.end(), its_own->begin(), its_own->end());
    targets_.push_back({name, where, &start(std::move(whole), where, on.proxies, name)});
  }
  std::ranges::sort(targets_, {}, [&contestants](const target& one) {
    return std::ranges::find(contestants, one.name) - contestants.begin();
  });
}

const child& fleet::start(command what, const endpoint& where, int cpu, std::string_view name) {
  const std::string log = files_.path(fmt::format("{}.log", where.host));
  const child& made = processes_.emplace_back(std::move(what), cpu, log);
  const duration until = now() + longest_start;
  while (!accepts(where)) {
    check_interrupt();
    if (!made.is_running() || now() > until)
      throw std::runtime_error(fmt::format("{} did not start: {}", name, text_of(log)));
    sleep_until(now() + 5ms);
  }
  return made;
}

const target* fleet::find(std::string_view name) const {
  const auto found = std::ranges::find(targets_, name, &target::name);
  return found == targets_.end() ? nullptr : &*found;
}

void fleet::end() {
  for (auto one = processes_.rbegin(); one != processes_.rend(); ++one) one->end();
}

}  // namespace surgeline::bench
