#include "surgeline/scenario/captured.hpp"

#include "scenario/reading.hpp"

namespace surgeline::scenario {
namespace {

using testing::ElementsAre;
using testing::HasSubstr;
using testing::IsEmpty;

std::string capturing(std::string_view listen, std::string_view more = {}) {
  return "format = 1\n[[proxy]]\nid = \"out\"\nlisten = \"" + std::string{listen} +
         "\"\nupstream = \"original_dst\"\n" + std::string{more};
}
const asked to_serve{.what_for = purpose::serve};

TEST(Captured, IsWhatAFileSaysInPlaceOfAnAddress) {
  const file made = values(capturing("127.0.0.1:15001"), to_serve);
  ASSERT_EQ(made.proxies.size(), 1U);
  EXPECT_TRUE(is_captured(made.proxies[0].upstream));
}

TEST(Captured, IsNotJustAnyName) {
  EXPECT_FALSE(is_captured(upstream{.endpoints = {{.host = "original_dst", .port = 80}}}));
}

TEST(Captured, IsTcpAlone) {
  EXPECT_THAT(
      said(capturing("unix:/run/out.sock"), to_serve),
      ElementsAre(HasSubstr("only TCP is redirected, and proxy `out` listens on unix:/run/out.sock")
      )
  );
}

TEST(Captured, IsNotForRunsThatRedirectNobody) {
  EXPECT_THAT(
      said(
          capturing("127.0.0.1:15001", "[[phase]]\nid = \"all\"\nduration = \"1s\"\n"),
          {.what_for = purpose::run}
      ),
      testing::Contains(HasSubstr("a run redirects nobody"))
  );
}

TEST(Captured, IsAllowedByRangesAlone) {
  const std::string ranges = "[safety]\nallow_upstream = [\"10.0.0.0/8\"]\n";
  EXPECT_THAT(said(capturing("127.0.0.1:15001", ranges), to_serve), IsEmpty());
  const std::string names = "[safety]\nallow_upstream = [\"*.svc\"]\n";
  EXPECT_THAT(
      said(capturing("127.0.0.1:15001", names), to_serve),
      ElementsAre(HasSubstr("is not among those that [safety] allow_upstream names"))
  );
}

}  // namespace
}  // namespace surgeline::scenario
