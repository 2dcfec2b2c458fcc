// How a sidecar answers while it carries traffic, and what being watched costs it: `./dev bench control`.
#include "bench/control/measures.hpp"
#include "bench/l4/program.hpp"

int main(int count, char** arguments) {
  using namespace surgeline::bench;
  const std::vector<measure> measures{
      {"answers", "answers", measure_answers},
      {"scrapes", "scrapes", measure_scrapes},
  };
  return run_program("control", measures, {}, {arguments + 1, arguments + count});
}
