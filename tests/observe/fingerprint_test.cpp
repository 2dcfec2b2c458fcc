#include "surgeline/observe/fingerprint.hpp"

#include <gtest/gtest.h>

#include <string>

#include "observe/request.hpp"

namespace surgeline::observe {
namespace {

/// The fingerprint of a request whose body comes in pieces of so many bytes.
std::uint64_t of(const request& one, const std::string& body, std::size_t piece = 1000) {
  fingerprint result(1, one.head());
  for (std::size_t at = 0; at < body.size(); at += piece) result.add(body.substr(at, piece));
  return result.id();
}

TEST(Fingerprint, IsTheSameHoweverTheBodyIsCutUp) {
  const std::string body = "The quick brown fox jumps over the lazy dog";
  for (const std::size_t piece : {1, 2, 3, 7, 8, 9, 16, 40}) {
    EXPECT_EQ(of({}, body, piece), of({}, body)) << piece;
  }
}

TEST(Fingerprint, TellsBodies) {
  EXPECT_NE(of({}, "{\"amount\":1}"), of({}, "{\"amount\":2}"));
  EXPECT_NE(of({}, ""), of({}, std::string(1, '\0')));
  EXPECT_NE(of({}, std::string(8, '\0')), of({}, std::string(16, '\0')));
}

TEST(Fingerprint, TellsMethodsTargetsAndClients) {
  EXPECT_NE(of({.target = "/a"}, ""), of({.target = "/b"}, ""));
  EXPECT_NE(of({.target = "/a?x=1"}, ""), of({.target = "/a?x=2"}, ""));
  EXPECT_NE(of({.method = "PUT"}, ""), of({.method = "POST"}, ""));
  EXPECT_NE(fingerprint(1, request{}.head()).id(), fingerprint(2, request{}.head()).id());
}

TEST(Fingerprint, LooksAtTheBeginningOfALongBodyAndAtItsLength) {
  const std::string beginning(fingerprint::depth, 'x');
  EXPECT_EQ(of({}, beginning + "ab"), of({}, beginning + "cd"));
  EXPECT_NE(of({}, beginning + "ab"), of({}, beginning + "abc"));
  EXPECT_EQ(of({}, beginning + "ab", 4097), of({}, beginning + "cd", 10));
}

}  // namespace
}  // namespace surgeline::observe
