#include <gtest/gtest.h>

#include <cstdio>
#include <filesystem>
#include <fstream>
#include <iterator>
#include <memory>
#include <string>

#include "support/folder.hpp"
#include "surgeline/http/body_frame.hpp"
#include "surgeline/http/message_head.hpp"

/// An independent reader of HTTP agrees with ours about what ours accepts.
namespace surgeline {
namespace {

/// The content of each whole message that our reader finds, until it refuses one.
std::string sizes_of(const std::string& text, bool requests) {
  constexpr std::size_t most_fields = 100;
  http::head_reader reader(most_fields);
  std::string sizes;
  std::string_view rest = text;
  while (!rest.empty()) {
    http::head_scan scan;
    const auto end = scan.end_of(rest);
    if (!end || scan.is_malformed()) break;
    http::bad_message why{};
    const std::string_view raw = rest.substr(0, *end);
    const auto* const head = requests ? reader.request(raw, why) : reader.response(raw, "GET", why);
    if (head == nullptr) break;
    rest.remove_prefix(*end);
    const bool is_interim = !requests && head->status / 100 == 1;
    if (is_interim) {
      if (head->status == 101) break;  // no HTTP from here on
      continue;
    }
    http::body_frame body(*head);
    rest.remove_prefix(body.take(std::as_bytes(std::span{rest})));
    if (!body.is_done()) break;
    sizes += std::to_string(body.content()) + ",";
  }
  return sizes;
}

TEST(H11, AgreesAboutWhatIsAccepted) {
  const std::filesystem::path source{SURGELINE_SOURCE_DIR};
  const folder here;
  const std::string list = here.path("list"), said = here.path("said");
  {
    std::ofstream lines(list);
    for (const auto& one : std::filesystem::directory_iterator(source / "tests/fuzz/corpus/http")) {
      std::ifstream file(one.path(), std::ios::binary);
      const std::string text{std::istreambuf_iterator<char>{file}, {}};
      lines << one.path().string() << " request " << sizes_of(text, true) << "\n";
      lines << one.path().string() << " response " << sizes_of(text, false) << "\n";
    }
  }
  const std::string command = "/usr/bin/python3 '" +
                              (source / "tests/real/h11_oracle.py").string() + "' <'" + list +
                              "' >'" + said + "' 2>&1";
  EXPECT_EQ(std::system(command.c_str()), 0);
  std::ifstream file(said);
  EXPECT_EQ((std::string{std::istreambuf_iterator<char>{file}, {}}), "");
}

}  // namespace
}  // namespace surgeline
