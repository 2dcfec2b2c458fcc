#include "surgeline/admin/toxiproxy_json.hpp"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

namespace surgeline::admin {
namespace {

using sidecar::toxic;
using testing::ElementsAre;
using testing::HasSubstr;
using testing::IsEmpty;
using testing::SizeIs;
using testing::StartsWith;

sidecar::guest_request guest(std::string_view body) {
  reading how;
  const auto made = read_guest(body, how);
  EXPECT_THAT(how.why, IsEmpty());
  return made.value_or(sidecar::guest_request{});
}

std::string refusal_of_guest(std::string_view body) {
  reading how;
  EXPECT_FALSE(read_guest(body, how));
  return how.why;
}

toxic made_of(std::string_view body) {
  reading how;
  const auto made = read_toxic(body, {}, how);
  EXPECT_THAT(how.why, IsEmpty());
  return made.value_or(toxic{});
}

std::string refusal_of_toxic(std::string_view body) {
  reading how;
  EXPECT_FALSE(read_toxic(body, {}, how));
  return how.why;
}

TEST(GuestBody, IsReadWithoutRegardToCase) {
  const auto made = guest(R"({"Name": "a", "LISTEN": "b:1", "upStream": "c:2"})");
  EXPECT_EQ(made.name, "a");
  EXPECT_EQ(made.listen, "b:1");
  EXPECT_EQ(made.upstream, "c:2");
}

TEST(GuestBody, LeavesOutWhatIsUnknownOrNull) {
  const auto made =
      guest(R"({"name": "a", "upstream": "c:2", "listen": null, "enabled": null, "x": 1})");
  EXPECT_EQ(made.listen, "");
  EXPECT_TRUE(made.enabled);
}

TEST(GuestBody, EndsWithItsFirstValue) {
  EXPECT_EQ(guest(R"({"name": "a", "upstream": "c:2"} rubbish)").name, "a");
}

TEST(GuestBody, HasANameAndAnUpstream) {
  EXPECT_EQ(refusal_of_guest("{}"), "missing required field: name");
  EXPECT_EQ(refusal_of_guest(R"({"name": "", "upstream": "c:2"})"), "missing required field: name");
  EXPECT_EQ(refusal_of_guest(R"({"name": "a"})"), "missing required field: upstream");
}

TEST(GuestBody, IsRefusedWhereItIsNone) {
  EXPECT_EQ(refusal_of_guest(""), "bad request body: EOF");
  for (const char* body : {"{", "[]", "1", R"({"name": 1})", R"({"name": "a", "enabled": "yes"})"})
    EXPECT_THAT(refusal_of_guest(body), StartsWith("bad request body: ")) << body;
}

TEST(GuestBody, HasNoNameThatNoPathCouldHave) {
  EXPECT_THAT(refusal_of_guest(R"({"name": "a/b", "upstream": "c:2"})"), HasSubstr("`/`"));
}

TEST(GuestBody, MayHaveToxics) {
  const auto made = guest(
      R"({"name": "a", "upstream": "c:2", "toxics": [{"type": "latency"}, {"type": "noop", "stream": "upstream"}]})"
  );
  ASSERT_THAT(made.toxics, SizeIs(2));
  EXPECT_EQ(made.toxics[1].name, "noop_upstream");
}

TEST(GuestBody, IsRefusedWithAToxicThatCannotBe) {
  EXPECT_EQ(
      refusal_of_guest(R"({"name": "a", "upstream": "c:2", "toxics": [{"type": "down"}]})"),
      "invalid toxic type"
  );
  EXPECT_EQ(
      refusal_of_guest(
          R"({"name": "a", "upstream": "c:2", "toxics": [{"type": "noop"}, {"type": "noop"}]})"
      ),
      "toxic already exists"
  );
}

TEST(ListOfGuests, SaysWhichOneIsWrong) {
  reading how;
  EXPECT_FALSE(read_guests(R"([{"name": "a", "upstream": "c:2"}, {"name": "b"}])", how));
  EXPECT_EQ(how.why, "missing required field: upstream at proxy 2");
}

TEST(ListOfGuests, IsEmptyForNull) {
  reading how;
  EXPECT_THAT(read_guests("null", how).value(), IsEmpty());
}

TEST(ListOfGuests, IsNoObject) {
  reading how;
  EXPECT_FALSE(read_guests(R"({"name": "a"})", how));
  EXPECT_THAT(how.why, StartsWith("bad request body: "));
}

TEST(ToxicBody, HasDefaults) {
  const toxic made =
      made_of(R"({"type": "latency", "stream": null, "name": null, "toxicity": null})");
  EXPECT_EQ(
      to_json(made),
      R"({"attributes":{"latency":0,"jitter":0},"name":"latency_downstream","type":"latency","stream":"downstream","toxicity":1})"
  );
}

TEST(ToxicBody, IsReadWithoutRegardToCase) {
  const toxic made = made_of(
      R"({"Type": "latency", "STREAM": "UpStream", "Attributes": {"LATENCY": 5, "jitter": null}})"
  );
  EXPECT_EQ(stream_of(made), "upstream");
  EXPECT_EQ(made.attributes[0].value, 5);
}

TEST(ToxicBody, SaysItsStreamBeforeItsType) {
  EXPECT_EQ(
      refusal_of_toxic(R"({"stream": "", "type": "down"})"),
      "stream was invalid, can be either upstream or downstream"
  );
  EXPECT_EQ(refusal_of_toxic("{}"), "invalid toxic type");
}

TEST(ToxicBody, HasANameOfItsOwn) {
  reading how;
  const toxic there = made_of(R"({"type": "noop", "name": "a"})");
  EXPECT_FALSE(read_toxic(R"({"type": "latency", "name": "a"})", {there}, how));
  EXPECT_EQ(how.why, "toxic already exists");
}

TEST(ToxicBody, HasIntegersForAttributes) {
  for (const char* value : {"1.5", "100.0", "1e2", "\"5\"", "true", "99999999999999999999"}) {
    const std::string body =
        std::string{R"({"type": "latency", "attributes": {"latency": )"} + value + "}}";
    EXPECT_THAT(refusal_of_toxic(body), StartsWith("bad request body: ")) << value;
  }
}

TEST(ToxicBody, WarnsOfWhatIsIgnored) {
  reading how;
  EXPECT_TRUE(read_toxic(
      R"({"type": "latency", "jitter": 5, "attributes": {"latencyy": 5, "latency": 7}})",
      {},
      how
  ));
  EXPECT_THAT(
      how.warnings,
      ElementsAre(
          "toxic latency_downstream: latency has no attribute latencyy (it has: latency, jitter)",
          "toxic latency_downstream: jitter belongs into attributes"
      )
  );
}

TEST(ToxicBody, IsRefusedWhereToxiproxyWouldCrash) {
  EXPECT_THAT(refusal_of_toxic(R"({"type": "slicer"})"), HasSubstr("average_size"));
  EXPECT_EQ(refusal_of_toxic(R"({"type": "noop", "toxicity": 2})"), "toxicity must be from 0 to 1");
}

TEST(ToxicChange, MergesAttributes) {
  const toxic before = made_of(R"({"type": "latency", "attributes": {"latency": 5, "jitter": 3}})");
  reading how;
  const auto after = read_toxic_change(
      R"({"attributes": {"jitter": 1}, "toxicity": 0.2, "name": "b"})",
      before,
      how
  );
  EXPECT_EQ(
      to_json(after.value()),
      R"({"attributes":{"latency":5,"jitter":1},"name":"latency_downstream","type":"latency","stream":"downstream","toxicity":0.2})"
  );
}

TEST(ToxicChange, IsAllOrNothing) {
  const toxic before = made_of(R"({"type": "latency"})");
  reading how;
  EXPECT_FALSE(read_toxic_change(R"({"attributes": {"latency": 5, "jitter": "x"}})", before, how));
}

TEST(Answer, EscapesWhatABrowserCouldTakeForAPage) {
  EXPECT_EQ(quoted("<a & é\">"), "\"\\u003ca \\u0026 é\\\"\\u003e\"");
}

TEST(Answer, PrintsAShareAsShortAsItGoes) {
  toxic shown = made_of(R"({"type": "noop", "toxicity": 0.33333334})");
  EXPECT_THAT(to_json(shown), HasSubstr("\"toxicity\":0.33333334}"));
  shown.toxicity = 0.25;
  EXPECT_THAT(to_json(shown), HasSubstr("\"toxicity\":0.25}"));
}

}  // namespace
}  // namespace surgeline::admin
