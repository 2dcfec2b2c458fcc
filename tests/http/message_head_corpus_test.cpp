#include <gtest/gtest.h>

#include <filesystem>
#include <fstream>
#include <iterator>
#include <string>

#include "fuzz/http_messages.hpp"

namespace surgeline::fuzz {
namespace {

/// What the fuzzer has found, in the repository.
const std::filesystem::path corpus{SURGELINE_SOURCE_DIR "/tests/fuzz/corpus/http"};

TEST(HttpCorpus, IsReadInOneWayHoweverItComesIn) {
  std::size_t read = 0;
  for (const auto& one : std::filesystem::directory_iterator(corpus)) {
    std::ifstream file(one.path(), std::ios::binary);
    check_http_messages(std::string{std::istreambuf_iterator<char>{file}, {}});
    ++read;
  }
  EXPECT_GT(read, 50U);
}

}  // namespace
}  // namespace surgeline::fuzz
