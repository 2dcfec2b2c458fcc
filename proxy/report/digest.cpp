#include "surgeline/report/digest.hpp"

#include <fmt/format.h>
#include <fmt/ranges.h>
#include <openssl/evp.h>

#include <array>
#include <cassert>

namespace surgeline::report {
namespace {

using sha256 = std::array<unsigned char, 32>;

sha256 digest_of(std::string_view bytes) {
  sha256 made{};
  unsigned size = 0;
  [[maybe_unused]] const int done =
      EVP_Digest(bytes.data(), bytes.size(), made.data(), &size, EVP_sha256(), nullptr);
  assert(done == 1 && size == made.size());
  return made;
}

}  // namespace

std::string sha256_in_hex(std::string_view bytes) {
  return fmt::format("{:02x}", fmt::join(digest_of(bytes), ""));
}

std::string sha256_in_base64(std::string_view bytes) {
  const sha256 made = digest_of(bytes);
  std::array<unsigned char, 45> text{};  // 44 and a zero
  const int size = EVP_EncodeBlock(text.data(), made.data(), static_cast<int>(made.size()));
  return {text.begin(), text.begin() + size};
}

}  // namespace surgeline::report
