#include <gtest/gtest.h>

#include <chrono>
#include <string>
#include <vector>

#include "e2e/served.hpp"
#include "repo/program.hpp"

/// `surgeline ctl` before a running sidecar.
namespace surgeline {
namespace {

using namespace std::chrono_literals;

class Ctl : public testing::Test {
 protected:
  void SetUp() override {
    file_.write(
        "format = 1\n[[proxy]]\nid = \"front\"\nlisten = \"127.0.0.1:0\"\n"
        "upstream = \"127.0.0.1:1\"\n"
    );
    sidecar_.emplace(file_);
    ASSERT_TRUE(sidecar_->is_ready());
  }
  std::vector<std::string> words(std::vector<std::string> more) const {
    std::vector<std::string> all{"ctl", "--url", "http://" + sidecar_->control.text()};
    all.insert(all.end(), more.begin(), more.end());
    return all;
  }
  repo::program_result says(std::vector<std::string> more) const {
    return repo::run_program(words(std::move(more)));
  }
  bool status_has(const std::string& what) const {
    return says({"status"}).output.find(what) != std::string::npos;
  }

  scratch file_{"ctl.toml"};
  std::optional<served> sidecar_;
};

TEST_F(Ctl, ShowsProxiesAndThatNothingIsArmed) {
  const auto said = says({"status"});
  EXPECT_EQ(said.exit_code, 0);
  EXPECT_NE(said.output.find(" front  " + sidecar_->front.text()), std::string::npos)
      << said.output;
  EXPECT_NE(said.output.find(" nothing is armed"), std::string::npos);
}

TEST_F(Ctl, ArmsAFaultAndLeavesIt) {
  const auto said = says({"arm", "id=late", "kind=latency", "delay=80ms", "--detach"});
  EXPECT_EQ(said.exit_code, 0) << said.output;
  EXPECT_TRUE(said.output.starts_with("armed: lease ")) << said.output;
  EXPECT_TRUE(status_has(" late   latency  front  in force  0 of 0  v1"));
}

TEST_F(Ctl, MakesAProxyAndTakesItAway) {
  EXPECT_TRUE(says({"add", "web", "--upstream", "127.0.0.1:1"}).output.starts_with("web listens"));
  EXPECT_NE(says({"list"}).output.find(" web    127.0.0.1:"), std::string::npos);
  EXPECT_EQ(says({"remove", "web"}).output, "web removed\n");
  EXPECT_EQ(says({"inspect", "web"}).exit_code, 1);
}

TEST_F(Ctl, ClosesAndOpensAProxy) {
  EXPECT_EQ(says({"close", "front"}).output, "front closed\n");
  EXPECT_NE(says({"list"}).output.find("  closed  file"), std::string::npos);
  EXPECT_EQ(says({"open", "front"}).output, "front open\n");
  EXPECT_NE(
      says({"inspect", "front"}).output.find("tcp proxy of the file, open"),
      std::string::npos
  );
}

TEST_F(Ctl, ArmsAFaultThatStays) {
  EXPECT_EQ(
      says({"arm", "kind=latency", "delay=80ms", "ttl=5m", "--stay"}).output,
      "armed: latency-1, which stays for 5m\n"
  );
  EXPECT_NE(says({"inspect", "latency-1"}).output.find("  delay       80ms"), std::string::npos);
  EXPECT_EQ(says({"clear", "latency-1"}).output, "latency-1 cleared\n");
  EXPECT_TRUE(status_has("nothing is armed"));
}

TEST_F(Ctl, ClearsWhatIsArmed) {
  says({"arm", "kind=latency", "delay=80ms", "--detach"});
  EXPECT_EQ(says({"clear"}).output, "cleared: nothing is armed\n");
  EXPECT_TRUE(status_has("nothing is armed"));
}

TEST_F(Ctl, FreezesAndUnfreezes) {
  EXPECT_EQ(says({"freeze"}).exit_code, 0);
  EXPECT_TRUE(status_has("serving, frozen"));
  EXPECT_EQ(says({"arm", "kind=latency", "delay=80ms", "--detach"}).exit_code, 1);
  EXPECT_EQ(says({"unfreeze"}).exit_code, 0);
  EXPECT_EQ(says({"arm", "kind=latency", "delay=80ms", "--detach"}).exit_code, 0);
}

TEST_F(Ctl, HoldsAFaultForAWhile) {
  const auto begun = std::chrono::steady_clock::now();
  const auto said = says({"arm", "kind=latency", "delay=80ms", "--lease", "1s", "--for", "1500ms"});
  EXPECT_EQ(said.exit_code, 0) << said.output;
  EXPECT_TRUE(said.output.ends_with("held until 1.5s have passed\ncleared\n")) << said.output;
  EXPECT_GE(std::chrono::steady_clock::now() - begun, 1500ms);
  EXPECT_TRUE(status_has("nothing is armed"));
}

TEST_F(Ctl, ClearsWhatItHeldWhenItIsInterrupted) {
  background_surgeline holds(words({"arm", "kind=latency", "delay=80ms"}));
  ASSERT_TRUE(holds.says("held until you interrupt this"));
  EXPECT_TRUE(status_has("in force"));
  holds.signal(SIGINT);
  EXPECT_EQ(holds.exit_code(), 0);
  EXPECT_TRUE(status_has("nothing is armed"));
}

TEST_F(Ctl, TakesAPlanFromAFile) {
  const scratch plan("plan.json");
  plan.write(R"({"faults": [{"kind": "latency", "delay": "1ms"}, {"kind": "refuse"}]})");
  EXPECT_EQ(says({"arm", "--file", plan.path(), "--lease", "1m", "--detach"}).exit_code, 0);
  EXPECT_TRUE(status_has("refuse-1"));
}

TEST_F(Ctl, SaysWhatTheSidecarFindsWrong) {
  const auto said = says({"arm", "kind=latency", "delay=80", "target.proxy=frnt"});
  EXPECT_EQ(said.exit_code, 1);
  EXPECT_NE(said.output.find("/faults/0/delay: "), std::string::npos) << said.output;
}

TEST_F(Ctl, SaysThatItWantsAFaultOrAFile) {
  EXPECT_EQ(says({"arm"}).exit_code, 2);
  EXPECT_EQ(says({"arm", "kind=refuse", "--file", "x.json"}).exit_code, 2);
}

TEST_F(Ctl, PrintsWhatTheSidecarAnswersAsJson) {
  EXPECT_TRUE(says({"--json", "status"}).output.starts_with("{\n  \"status\": \"serving\""));
}

TEST(CtlWithoutSidecar, SaysThatNobodyIsThere) {
  const auto said = repo::run_program({"ctl", "--url", "127.0.0.1:1", "status"});
  EXPECT_EQ(said.exit_code, 1);
  EXPECT_NE(said.output.find("is a sidecar there?"), std::string::npos) << said.output;
}

}  // namespace
}  // namespace surgeline
