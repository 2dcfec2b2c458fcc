#include <gtest/gtest.h>

#include <filesystem>
#include <fstream>
#include <iterator>
#include <string>

#include "fuzz/lab_messages.hpp"

namespace surgeline::fuzz {
namespace {

TEST(LabCorpus, IsReadInOneWayHoweverItComesIn) {
  std::size_t read = 0;
  for (const auto& one :
       std::filesystem::directory_iterator(SURGELINE_SOURCE_DIR "/tests/fuzz/corpus/http")) {
    std::ifstream file(one.path(), std::ios::binary);
    check_lab_messages(std::string{std::istreambuf_iterator<char>{file}, {}});
    ++read;
  }
  EXPECT_GT(read, 50U);
}

}  // namespace
}  // namespace surgeline::fuzz
