#include "repo/markdown.hpp"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

namespace surgeline::repo {
namespace {

constexpr auto page =
    "[a](docs/a.md#part) [b](https://b.example)\n"
    "```toml\n"
    "x = 1\n"
    "```\n"
    "~~~\n"
    "``` [c](c.md)\n"
    "~~~\n"
    "![d](d.svg)\n";

TEST(FencedBlocks, KnowTheirLanguageTextAndLine) {
  const auto blocks = fenced_blocks(page);
  ASSERT_EQ(blocks.size(), 2);
  EXPECT_EQ(blocks[0].language, "toml");
  EXPECT_EQ(blocks[0].text, "x = 1\n");
  EXPECT_EQ(blocks[0].line, 3);
}

TEST(FencedBlocks, EndAtTheMarkTheyBeganWith) {
  EXPECT_EQ(fenced_blocks(page).back().text, "``` [c](c.md)\n");
}

TEST(FileLinks, LeadToFilesOutsideOfBlocks) {
  using testing::Field;
  EXPECT_THAT(
      file_links(page),
      testing::ElementsAre(
          Field(&file_link::target, "docs/a.md"),
          Field(&file_link::target, "d.svg")
      )
  );
}

}  // namespace
}  // namespace surgeline::repo
