// How a sidecar answers while it carries traffic, and what being watched costs it: `./dev bench control`.
#include "bench/comparison/program.hpp"
#include "bench/control/measures.hpp"
#include "bench/l4/contestants.hpp"

int main(int count, char** arguments) {
  using namespace surgeline::bench;
  const program bench{
      .name = "control",
      .measures =
          {
              {"answers", "answers", measure_answers},
              {"scrapes", "scrapes", measure_scrapes},
          },
      .roles = relay_roles()
  };
  return run(bench, {arguments + 1, arguments + count});
}
