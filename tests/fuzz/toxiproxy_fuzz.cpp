#include "fuzz/toxiproxy_calls.hpp"

/// What libFuzzer calls; `./dev fuzz` builds it.
extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  surgeline::fuzz::check_toxiproxy_calls({reinterpret_cast<const char*>(data), size});
  return 0;
}
