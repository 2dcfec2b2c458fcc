#include "surgeline/app/interrupt.hpp"

#include <csignal>

namespace surgeline::app {
namespace {

volatile std::sig_atomic_t asked_to_stop = 0;

}  // namespace

void watch_for_interrupts() {
  struct sigaction action{};
  action.sa_handler = [](int) { asked_to_stop = 1; };
  sigaction(SIGINT, &action, nullptr);
  sigaction(SIGTERM, &action, nullptr);
}

bool interrupted() { return asked_to_stop != 0; }

}  // namespace surgeline::app
