#include "fuzz/http_messages.hpp"

/// What libFuzzer calls; `./dev fuzz` builds it.
extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  surgeline::fuzz::check_http_messages({reinterpret_cast<const char*>(data), size});
  return 0;
}
