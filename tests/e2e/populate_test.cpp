#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <string>

#include "admin/counter.hpp"
#include "repo/program.hpp"
#include "served.hpp"
#include "traffic/wire.hpp"

/// `surgeline serve --config FILE.json`.
namespace surgeline {
namespace {

using repo::run_program;
using testing::HasSubstr;
using traffic::wire;

class PopulateFile : public testing::Test {
 protected:
  std::vector<std::string> words(std::vector<std::string> more = {}) const {
    std::vector<std::string> all{
        "serve",
        "--config",
        file_.path(),
        "--control",
        "127.0.0.1:0",
        "--telemetry",
        "127.0.0.1:0"
    };
    all.insert(all.end(), more.begin(), more.end());
    return all;
  }
  std::string proxy(const std::string& name, const std::string& more = {}) const {
    return R"({"name": ")" + name + R"(", "listen": "localhost:0", "upstream": ")" +
           server_.where().text() + "\"" + more + "}";
  }
  /// What it says about a file that it cannot use; the exit code has to be 2.
  std::string refusal(const std::string& text) const {
    file_.write(text);
    const auto result = run_program(words());
    EXPECT_EQ(result.exit_code, 2) << result.output;
    return result.output;
  }
  /// The address in a line of what it says.
  static endpoint address_in(const std::string& said, const std::string& line) {
    const auto from = said.find(line) + line.size();
    return *endpoint::parse(said.substr(from, said.find_first_of(" \n", from) - from));
  }

  traffic::host server_;
  scratch file_{"populate.json"};
};

TEST_F(PopulateFile, MakesItsProxiesBeforeTheApiOpens) {
  file_.write("[" + proxy("redis", R"(, "toxics": [{"type": "timeout"}])") + "]");
  background_surgeline one(words());
  ASSERT_TRUE(one.says("\nready\n")) << one.said();
  EXPECT_THAT(one.said(), HasSubstr("armed      redis-timeout-downstream-"));
  const wire client = wire::dial(address_in(one.said(), "proxy      redis: "));
  wire upstream = server_.accept();
  client.say("ask");
  EXPECT_EQ(upstream.hear(3), "ask");
  upstream.say("answer");
  EXPECT_TRUE(client.is_silent_for(std::chrono::milliseconds{30}));
}

TEST_F(PopulateFile, StandsBesideAFileOfOurs) {
  file_.write("[" + proxy("redis") + "]");
  const scratch ours{"ours.toml"};
  ours.write(
      "format = 1\n[[proxy]]\nid = \"front\"\nlisten = \"127.0.0.1:0\"\nupstream = \"" +
      server_.where().text() + "\"\n"
  );
  background_surgeline one(words({"-c", ours.path()}));
  ASSERT_TRUE(one.says("\nready\n")) << one.said();
  EXPECT_THAT(one.said(), HasSubstr("proxy      front: "));
  EXPECT_THAT(one.said(), HasSubstr("proxy      redis: "));
}

TEST_F(PopulateFile, ThatIsWrongIsNamedWithWhatIsWrong) {
  const std::string said = refusal("[" + proxy("redis") + R"(, {"name": "b"}])");
  EXPECT_THAT(said, HasSubstr(file_.path()));
  EXPECT_THAT(said, HasSubstr("missing required field: upstream at proxy 2"));
  EXPECT_THAT(refusal("format = 1"), HasSubstr("a TOML file goes with -c"));
}

TEST_F(PopulateFile, ThatCannotBeHadIsRefused) {
  const std::string taken = R"({"name": "b", "upstream": "x:1", "listen": ")";
  EXPECT_THAT(
      refusal("[" + proxy("a") + ", " + taken + server_.where().text() + "\"}]"),
      HasSubstr("proxy 2 cannot be: listen tcp " + server_.where().text())
  );
}

TEST_F(PopulateFile, ThatIsNotThereIsRefused) {
  const auto result = run_program(words());
  EXPECT_EQ(result.exit_code, 2);
  EXPECT_THAT(result.output, HasSubstr("cannot be read"));
}

TEST_F(PopulateFile, TellsWhatItIgnores) {
  file_.write(
      "[" + proxy("redis", R"(, "toxics": [{"type": "latency", "attributes": {"late": 1}}])") + "]"
  );
  background_surgeline one(words());
  ASSERT_TRUE(one.says("\nready\n")) << one.said();
  EXPECT_THAT(one.said(), HasSubstr("has no attribute late"));
}

TEST_F(PopulateFile, OrAFileOfOursIsNeeded) {
  const auto result = run_program({"serve"});
  EXPECT_EQ(result.exit_code, 2);
  EXPECT_THAT(result.output, HasSubstr("--config FILE.json"));
}

}  // namespace
}  // namespace surgeline
