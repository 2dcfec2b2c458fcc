#include <random>

#include "config/policy.hpp"
#include "config/reading.hpp"
#include "surgeline/config/overrides.hpp"

/// No input whatever crashes the way from a text to values; the seeds are pinned.
namespace surgeline::config {
namespace {

constexpr std::string_view good = R"(format = 1
[vars]
n = "${N:-3}"
[[policy]]
id = "careful"
timeout = "300ms"
retry = { kind = "exponential", attempts = "${n}", base = { dist = "lognormal", median = "1ms", p99 = "5ms", max = "1s" } }
budget = { preset = "finagle", reserve = "5/s" }
honour = ["retry-after"]
[[fault]]
kind = "cut"
after_bytes = "1KiB"
probability = { ramp = [["0s", 0.0], ["10s", "50%"]], curve = "smooth", hold = false }
[fault.target]
proxy = ["edge", "stock"]
[[fault]]
kind = "http_status"
status = 503
)";

/// Everything a text goes through on its way to values and back.
template <class Read>
void take_through(std::string_view text, Read from) {
  problems found;
  auto root = from(text, "fuzz", found);
  if (!root) {
    EXPECT_FALSE(found.empty());
    return;
  }
  set(*root, "policy.careful.retry.attempts=4", found);
  substitute(*root, [](std::string_view) { return std::nullopt; }, found);
  const auto values = decode<sample::file>(*root, found);
  for (const problem& each : found.list()) EXPECT_FALSE(each.what.empty());
  encode(values);
  to_json(*root);
}

std::string random_bytes(std::mt19937& chance, std::string_view alphabet) {
  std::string text(chance() % 80, ' ');
  for (char& c : text)
    c = alphabet.empty() ? static_cast<char>(chance()) : alphabet[chance() % alphabet.size()];
  return text;
}

/// The text with a few bytes replaced, removed, repeated or moved.
std::string mutated(std::string text, std::mt19937& chance) {
  for (auto times = 1 + chance() % 4; times > 0 && !text.empty(); --times) {
    const std::size_t at = chance() % text.size();
    const std::size_t length = 1 + chance() % 12;
    constexpr std::string_view marks = "[]{}=,.'\"\n#$-0a";
    switch (chance() % 4) {
      case 0:
        text[at] = marks[chance() % marks.size()];
        break;
      case 1:
        text.erase(at, length);
        break;
      case 2:
        text.insert(at, text.substr(chance() % text.size(), length));
        break;
      default:
        text[at] = static_cast<char>(chance());
        break;
    }
  }
  return text;
}

TEST(Robustness, SurvivesRandomBytes) {
  std::mt19937 chance(1);  // NOLINT(*-msc51-cpp): the same inputs in every run
  for (int i = 0; i < 500; ++i) {
    take_through(random_bytes(chance, ""), &from_toml);
    take_through(random_bytes(chance, ""), &from_json);
  }
}

TEST(Robustness, SurvivesRandomPunctuation) {
  std::mt19937 chance(2);  // NOLINT(*-msc51-cpp)
  for (int i = 0; i < 2000; ++i) {
    take_through(random_bytes(chance, "[]{}=,.'\"\n# \ta1-+_:TZ\\u"), &from_toml);
    take_through(random_bytes(chance, "[]{},:\"\n1-.e \\utrfalsn"), &from_json);
  }
}

TEST(Robustness, SurvivesMutationsOfAGoodFile) {
  std::mt19937 chance(3);  // NOLINT(*-msc51-cpp)
  take_through(good, &from_toml);
  for (int i = 0; i < 2000; ++i) take_through(mutated(std::string(good), chance), &from_toml);
}

TEST(Robustness, SurvivesMutationsOfGoodJson) {
  std::mt19937 chance(4);  // NOLINT(*-msc51-cpp)
  const std::string json = to_json(tree(good), 1);
  take_through(json, &from_json);
  for (int i = 0; i < 2000; ++i) take_through(mutated(json, chance), &from_json);
}

TEST(Robustness, SurvivesEveryTypeInEveryPlace) {
  const std::vector<value> odd{
      value(),
      true,
      1,
      -1,
      0.5,
      1e308,
      "",
      "none",
      "1s",
      "${",
      array{},
      array{array{}},
      table{},
      tree("dist = 'x'\nramp = 3")
  };
  const value root = tree(good);
  for (const auto* path :
       {"policy",
        "policy.careful",
        "policy.careful.id",
        "policy.careful.retry",
        "policy.careful.retry.base",
        "policy.careful.retry.base.median",
        "policy.careful.retry.kind",
        "policy.careful.budget.preset",
        "fault.cut-1.kind",
        "fault.cut-1.probability",
        "fault.cut-1.probability.ramp",
        "fault.cut-1.target"}) {
    for (const value& one : odd) {
      problems found;
      value changed = root;
      set(changed, path, one, found);
      decode<sample::file>(changed, found);
    }
  }
}

TEST(Robustness, SurvivesAFileOfManyProblems) {
  std::string text = "format = 1\n";
  for (int i = 0; i < 3000; ++i) text += "[[fault]]\nkind = 'cut'\nafter = 1\n";
  problems found;
  decode<sample::file>(tree(text), found);
  EXPECT_EQ(found.size(), 3000U);
}

}  // namespace
}  // namespace surgeline::config
