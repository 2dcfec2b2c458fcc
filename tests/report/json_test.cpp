#include "surgeline/report/json.hpp"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <boost/json.hpp>

#include "report/margin_samples.hpp"
#include "report/sidecar_samples.hpp"

namespace surgeline::report {
namespace {

namespace json = boost::json;
using ::testing::HasSubstr;
using ::testing::Not;

json::value parsed(std::span<const execution> all) {
  return json::parse(json_report(all, {.version = "1.2.3"}));
}

/// Holds a value against a JSON Schema of the words that ours uses; names every place that does not fit.
class validator {
 public:
  explicit validator(const json::value& root) : root_(root) {}

  std::vector<std::string> wrong(
      const json::value& seen,
      const json::value& shape,
      const std::string& where = ""
  ) {
    std::vector<std::string> found;
    const json::object& of = resolved(shape);
    if (const json::value* any = of.if_contains("anyOf")) {
      for (const json::value& each : any->as_array()) {
        if (wrong(seen, each, where).empty()) return {};
      }
      return {where + ": fits none"};
    }
    if (const json::value* type = of.if_contains("type"); type != nullptr && !fits(seen, *type))
      return {where + ": type"};
    if (const json::value* one = of.if_contains("const"); one != nullptr && seen != *one)
      return {where + ": value"};
    if (const json::value* names = of.if_contains("enum"); names != nullptr && !among(seen, *names))
      return {where + ": name"};
    const auto add = [&](const std::vector<std::string>& more) {
      found.insert(found.end(), more.begin(), more.end());
    };
    if (seen.is_array() && of.contains("items")) {
      for (const json::value& each : seen.as_array())
        add(wrong(each, of.at("items"), where + "/*"));
    }
    if (seen.is_object()) add(wrong_keys(seen.as_object(), of, where));
    return found;
  }

 private:
  std::vector<std::string> wrong_keys(
      const json::object& seen,
      const json::object& of,
      const std::string& where
  ) {
    std::vector<std::string> found;
    const json::value* properties = of.if_contains("properties");
    const json::value& rest = of.at("additionalProperties");
    for (const auto& each : seen) {
      const std::string here = where + "/" + std::string{each.key()};
      const json::value* known =
          properties == nullptr ? nullptr : properties->as_object().if_contains(each.key());
      if (known == nullptr && rest.is_bool())
        found.push_back(here + ": unknown");
      else
        for (const auto& more : wrong(each.value(), known == nullptr ? rest : *known, here))
          found.push_back(more);
    }
    const json::value* required = of.if_contains("required");
    if (required == nullptr) return found;
    for (const json::value& key : required->as_array()) {
      if (!seen.contains(key.as_string()))
        found.push_back(where + "/" + std::string{key.as_string()} + ": absent");
    }
    return found;
  }

  const json::object& resolved(const json::value& shape) {
    const json::value* reference = shape.as_object().if_contains("$ref");
    if (reference == nullptr) return shape.as_object();
    return root_.at_pointer(std::string_view{reference->as_string()}.substr(1)).as_object();
  }

  static bool among(const json::value& seen, const json::value& names) {
    const json::array& all = names.as_array();
    return std::ranges::find(all, seen) != all.end();
  }

  static bool fits(const json::value& seen, const json::value& type) {
    if (type.is_array())
      return std::ranges::any_of(type.as_array(), [&](const json::value& each) {
        return fits(seen, each);
      });
    const std::string_view name = type.as_string();
    return (name == "object" && seen.is_object()) || (name == "array" && seen.is_array()) ||
           (name == "string" && seen.is_string()) || (name == "number" && seen.is_number()) ||
           (name == "integer" && (seen.is_int64() || seen.is_uint64())) ||
           (name == "boolean" && seen.is_bool()) || (name == "null" && seen.is_null());
  }

  const json::value& root_;
};

TEST(JsonReport, FitsItsSchemaKeyForKey) {
  const json::value schema = json::parse(json_schema());
  EXPECT_THAT(validator(schema).wrong(parsed(samples::family()), schema), ::testing::IsEmpty());
}

TEST(JsonReport, FitsItsSchemaWithChecksAndWithoutAnything) {
  const json::value schema = json::parse(json_schema());
  executions all{samples::outage({})};
  all[0].judgement.checks.push_back({.id = "calm", .phase = "baseline", .worst = 0.5, .text = "x"});
  all[0].judgement.checks.push_back({.id = "calm", .phase = "outage", .text = "no data"});
  all[0].judgement.recovery.capacity = std::numeric_limits<double>::infinity();
  EXPECT_THAT(validator(schema).wrong(parsed(all), schema), ::testing::IsEmpty());
  EXPECT_THAT(validator(schema).wrong(parsed({}), schema), ::testing::IsEmpty());
}

TEST(JsonReport, HasSidecarsWhereThereWereSome) {
  const json::value schema = json::parse(json_schema());
  const executions all{samples::outage_of_two_sidecars()};
  const json::value seen = parsed(all);
  EXPECT_THAT(validator(schema).wrong(seen, schema), ::testing::IsEmpty());
  const json::value& lost = seen.at_pointer("/executions/0/sidecars/1/lost");
  EXPECT_EQ(lost.at("why"), "it was cut off");
  EXPECT_EQ(seen.at_pointer("/executions/0/sidecars/0/attestations/0/injected"), 3);
  EXPECT_FALSE(parsed(executions{samples::outage({})})
                   .at_pointer("/executions/0")
                   .as_object()
                   .contains("sidecars"));
}

TEST(JsonReport, HasMarginsWhereSomeWereLookedFor) {
  const json::value schema = json::parse(json_schema());
  const json::value seen =
      json::parse(json_report(samples::family(), {.version = "1.2.3"}, {samples::margin()}));
  EXPECT_THAT(validator(schema).wrong(seen, schema), ::testing::IsEmpty());
  EXPECT_EQ(seen.at_pointer("/margins/0/value"), 0.90512);
  EXPECT_EQ(seen.at_pointer("/margins/0/points/1/silent"), 1);
}

TEST(JsonReport, HasAgreementsWhereTheFileDemandsSome) {
  const json::value schema = json::parse(json_schema());
  executions all = samples::family();
  for (execution& each : all)
    each.record.file.accept.agree = {{.metric = "amplification", .relative = share{0.1}}};
  const json::value seen = parsed(all);
  EXPECT_THAT(validator(schema).wrong(seen, schema), ::testing::IsEmpty());
  EXPECT_EQ(seen.at_pointer("/agreements/0/metric"), "amplification");
}

TEST(JsonReport, TellsAReportThatDoesNotFit) {
  const json::value schema = json::parse(json_schema());
  json::value seen = parsed(samples::family());
  seen.as_object()["surprise"] = 1;
  seen.at("executions").at(0).as_object().erase("seed");
  EXPECT_THAT(
      validator(schema).wrong(seen, schema),
      ::testing::ElementsAre("/executions/*/seed: absent", "/surprise: unknown")
  );
}

TEST(JsonReport, HasTheSameBytesForTheSameExecutions) {
  EXPECT_EQ(json_report(samples::family(), {}), json_report(samples::family(), {}));
}

TEST(JsonReport, HasNothingOfTheCommandLine) {
  const auto text =
      json_report(samples::family(), {.file = "/somewhere/outage.toml", .set = {"vars.secret=1"}});
  EXPECT_THAT(text, Not(HasSubstr("/somewhere")));
  EXPECT_THAT(text, Not(HasSubstr("vars.secret")));
}

TEST(JsonReport, TellsTheRealTimeOfLiveRunsOnly) {
  const json::value seen = parsed(samples::family());
  EXPECT_TRUE(seen.at_pointer("/executions/0").as_object().contains("real_seconds"));
  EXPECT_FALSE(seen.at_pointer("/executions/3").as_object().contains("real_seconds"));
}

TEST(JsonReport, HasSeriesOfTheFirstSeedOfEachVariantAndEngine) {
  const json::value seen = parsed(samples::family());
  std::string drawn;
  for (const json::value& each : seen.at("executions").as_array())
    drawn += each.at("series").is_null() ? '.' : 'x';
  EXPECT_EQ(drawn, "x..x....x..x....");
}

TEST(JsonReport, KeepsTheRowsOfARunInStep) {
  const json::value load = parsed(samples::family()).at_pointer("/executions/3/series/loads/0");
  EXPECT_EQ(load.at("offered_per_second").as_array().size(), 1160U);
  EXPECT_EQ(load.at("latency_p99_seconds").as_array().size(), 1160U);
}

TEST(JsonReport, CountsEveryAnswerInItsLatencyMap) {
  const executions all{samples::outage({})};
  const json::value map = parsed(all).at_pointer("/executions/0/latency_maps/0");
  EXPECT_EQ(map.at("load"), "users");
  std::uint64_t counted = 0;
  for (const json::value& step : map.at("counts").as_array()) {
    for (const json::value& each : step.as_array()) counted += each.to_number<std::uint64_t>();
  }
  const scenario::record& run = all[0].record;
  const auto answers =
      run.recording.merged("load.users", measure::instrument::latency, {}, run.course.end);
  EXPECT_EQ(counted, answers.count());
  EXPECT_EQ(map.at("from").as_array().size(), map.at("counts").as_array().size());
  EXPECT_EQ(map.at("unanswered").as_array().size(), map.at("counts").as_array().size());
}

TEST(JsonReport, HasWhatClosedFormsPredict) {
  const executions all{samples::outage({})};
  const json::value seen = parsed(all);
  EXPECT_EQ(seen.at_pointer("/executions/0/predictions/0/name"), "way_back");
  EXPECT_EQ(seen.at_pointer("/executions/0/predictions/0/predicted"), 125);
}

TEST(JsonReport, HasTheCurvesOfDaemons) {
  executions all{samples::outage({})};
  all[0].record.file.daemons.push_back({.id = "logd"});
  all[0].record.recording.add("policy.callers", {});
  const json::value seen = parsed(all);
  const json::value& logd = seen.at_pointer("/executions/0/series/daemons/0");
  EXPECT_EQ(logd.at("id"), "logd");
  EXPECT_EQ(logd.at("depth").as_array().size(), 1160U);
  const json::value schema = json::parse(json_schema());
  EXPECT_THAT(validator(schema).wrong(seen, schema), ::testing::IsEmpty());
}

TEST(JsonReport, WritesWholeNumbersWithoutAPoint) {
  const executions all{samples::outage({})};
  EXPECT_THAT(json_report(all, {}), HasSubstr("\"end_seconds\": 290,\n"));
}

TEST(JsonReport, WritesTheLargestSeedExactly) {
  executions all{samples::outage({})};
  all[0].record.seed = 18446744073709551615U;
  EXPECT_THAT(json_report(all, {}), HasSubstr("\"seed\": 18446744073709551615,"));
}

TEST(JsonReport, SurvivesAnyTitle) {
  executions all{samples::outage({})};
  const std::string title = "a \"quoted\" \\ title\nwith\x01 ü";
  all[0].record.file.head.title = title;
  EXPECT_EQ(parsed(all).at_pointer("/scenario/title").as_string(), title);
}

TEST(JsonReport, OfCondensedSeedsHasTheSameFigures) {
  executions all(2, samples::outage({})), condensed = all;
  condense(condensed[1]);
  EXPECT_EQ(json_report(all, {}), json_report(condensed, {}));
}

TEST(Decisions, AreOneLineADraw) {
  scenario::record run = samples::outage({}).record;
  run.ledger = {};
  run.ledger.note(
      {.slot = 0,
       .key = "127.16.0.1#\"1",
       .index = 4096,
       .draw = 0.1,
       .threshold = 0.025,
       .selected = false}
  );
  run.ledger.note(
      {.slot = 0, .key = "b", .index = 0, .draw = 1.0 / 3, .threshold = 1, .selected = true}
  );
  EXPECT_EQ(
      decisions_jsonl(run),
      R"({"fault": "switch-outage", "key": "127.16.0.1#\"1", "index": 4096, "draw": 0.1, "threshold": 0.025, "outcome": "spared"})"
      "\n"
      R"({"fault": "switch-outage", "key": "b", "index": 0, "draw": 0.3333333333333333, "threshold": 1, "outcome": "picked"})"
      "\n"
  );
}

}  // namespace
}  // namespace surgeline::report
