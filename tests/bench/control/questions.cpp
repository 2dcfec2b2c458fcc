#include "bench/control/questions.hpp"

#include <fmt/format.h>

#include <stdexcept>

#include "bench/comparison/machine.hpp"

namespace surgeline::bench {

timed_answer ask(const endpoint& whom, const admin::question& what) {
  net::failure why;
  const duration start = now();
  auto heard = admin::ask(whom, what, std::chrono::seconds{10}, why);
  const duration took = now() - start;
  check_interrupt();
  if (!heard) throw std::runtime_error(why.what);
  if (heard->status != 200)
    throw std::runtime_error(fmt::format("{} {}: {}", what.method, what.path, heard->body));
  return {std::move(heard->body), took};
}

}  // namespace surgeline::bench
