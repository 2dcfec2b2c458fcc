#include "fuzz/http_messages.hpp"
#include "fuzz/lab_messages.hpp"

/// What libFuzzer calls; `./dev fuzz` builds it.
extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  const std::string_view text{reinterpret_cast<const char*>(data), size};
  surgeline::fuzz::check_http_messages(text);
  surgeline::fuzz::check_lab_messages(text);
  return 0;
}
