#include "surgeline/config/reader.hpp"

#include "config/reading.hpp"

namespace surgeline::config {
namespace {

/// A list of tables in a table in a list of tables, as `calls` of services are.
struct leaf {
  std::optional<std::string> id;
  int n = 0;
  static constexpr auto schema() {
    return describe("leaf", "x", optional(&leaf::id, "id", "x"), required(&leaf::n, "n", "x"));
  }
};

struct branch {
  std::vector<leaf> calls;
  std::optional<leaf> retry;
  static constexpr auto schema() {
    return describe(
        "branch",
        "x",
        optional(&branch::calls, "calls", "x"),
        optional(&branch::retry, "retry", "x")
    );
  }
};

struct service {
  std::string id;
  branch model;
  std::vector<leaf> routes;
  static constexpr auto schema() {
    return describe(
        "service",
        "x",
        optional(&service::id, "id", "x"),
        optional(&service::model, "model", "x"),
        optional(&service::routes, "routes", "x")
    );
  }
};

struct all {
  std::vector<service> services;
  leaf recovery{.n = 1};
  static constexpr auto schema() {
    return describe(
        "all",
        "x",
        optional(&all::services, "service", "x"),
        optional(&all::recovery, "recovery", "x")
    );
  }
};

/// Where the one missing key of a text is said to be.
std::string named(std::string_view text) {
  const auto got = read<all>(text);
  const std::string before = "missing key `n` in ";
  const auto at = got.found.list().at(0).what.find(before);
  return got.found.list()[0].what.substr(at + before.size());
}

TEST(TableNames, OfATableOfTheFileAreItsHeader) { EXPECT_EQ(named("[recovery]"), "[recovery]"); }

TEST(TableNames, OfAnElementHaveItsId) {
  EXPECT_EQ(
      named("[[service]]\nid = 'a'\nmodel = { retry = {} }"),
      "retry of model of [[service]] \"a\""
  );
  EXPECT_EQ(
      named("[[service]]\nmodel = { retry = {} }"),
      "retry of model of [[service]] \"service-1\""
  );
}

TEST(TableNames, OfAnEntryHaveItsNumber) {
  EXPECT_EQ(
      named("[[service]]\nid = 'a'\nmodel = { calls = [{ n = 1 }, {}] }"),
      "entry 2 of calls of model of [[service]] \"a\""
  );
}

TEST(TableNames, OfAnEntryHaveItsIdIfItHasOne) {
  EXPECT_EQ(
      named("[[service]]\nid = 'a'\nroutes = [{ id = 'pay' }]"),
      "routes \"pay\" of [[service]] \"a\""
  );
}

TEST(TableNames, StandInMessagesThatHaveNoLine) {
  problems found;
  value root = tree("[[service]]\nid = 'a'\nmodel = { retry = { n = 'x' } }");
  root.as<table>()
      ->find("service")
      ->as<array>()
      ->at(0)
      .as<table>()
      ->find("model")
      ->as<table>()
      ->find("retry")
      ->as<table>()
      ->find("n")
      ->where = {.file = "--set"};
  decode<all>(root, found);
  EXPECT_EQ(
      found.list().at(0).what,
      "`n` in retry of model of [[service]] \"a\" wants an integer, not the string \"x\""
  );
}

TEST(Ids, ThatTwoEntriesShareAreAProblem) {
  const auto got = read<all>("[[service]]\nroutes = [{ id = 'p', n = 1 }, { id = 'p', n = 2 }]");
  EXPECT_THAT(
      got.what(),
      ::testing::ElementsAre(::testing::HasSubstr("two entries of `routes` have the id \"p\""))
  );
}

/// A check that looks below its own table.
struct nested_rule {
  leaf part;
  static constexpr auto schema() {
    return describe("nested", "x", optional(&nested_rule::part, "part", "x"));
  }
  void check(checker& in) const {
    if (part.n > 1) in.problem("part.n", in.name() + " is too large");
    if (!in.given("part")) in.problem("part.n", "needs a part");
  }
};

TEST(Checker, PutsAProblemAtTheKeyItNames) {
  EXPECT_THAT(
      read<nested_rule>("part = { n = 2 }").what(),
      ::testing::ElementsAre("1:10 this is too large")
  );
}

TEST(Checker, PutsAProblemAtTheTableWhereTheKeyIsAbsent) {
  EXPECT_THAT(read<only<nested_rule>>("[is]").what(), ::testing::ElementsAre("1:1 needs a part"));
}

}  // namespace
}  // namespace surgeline::config
