#include "real/site.hpp"

#include <fmt/format.h>

#include <chrono>
#include <stdexcept>
#include <thread>

#include "surgeline/net/listener.hpp"
#include "traffic/wire.hpp"

namespace surgeline::real {
namespace {

using namespace std::chrono_literals;
using std::chrono::steady_clock;

/// A port of 127.0.0.1 that nobody listens on at the moment.
std::string free_port() {
  net::failure why;
  const net::listener taken = net::listen(*endpoint::parse("127.0.0.1:0"), why);
  if (!taken) throw std::runtime_error(why.what);
  return std::to_string(taken.local().port);
}

/// Ends a server as it wants to be ended, or by force if it does not hear.
void end(background_program& one, int signal) {
  one.signal(signal);
  const auto limit = steady_clock::now() + 20s;
  while (one.is_running() && steady_clock::now() < limit) std::this_thread::sleep_for(10ms);
}

}  // namespace

duration least_time(std::size_t bytes) {
  constexpr std::size_t at_once = 256 * 1024, each_second = 4'000'000;
  return duration{1s} * (bytes - std::min(bytes, at_once)) / each_second;
}

site::site() {
  // Servers lie where a user's PATH does not lead.
  define("PATH+=:/usr/sbin:$(echo /usr/lib/postgresql/*/bin)");
  define("as= direct=" + free_port());
  define("surgeline='" SURGELINE_BINARY "' scenarios='" SURGELINE_SOURCE_DIR "/scenarios'");
}

site::~site() {
  sidecar_.reset();
  for (server& one : servers_) end(one.program, one.end_signal);
}

std::vector<std::string> site::bash(const std::string& line) const {
  return {"bash", "-o", "pipefail", "-c", with_definitions(line)};
}

std::string site::with_definitions(const std::string& line) const {
  return fmt::format("cd '{}' && exec </dev/null || exit\n{}{}", files_.path(), definitions_, line);
}

outcome site::run(const std::string& line, duration limit) const {
  auto command = bash(line);
  const std::string most = fmt::format("{}", seconds(limit));
  command.insert(command.begin(), {"timeout", "--kill-after=5", most});
  const auto start = steady_clock::now();
  background_program doing(command);
  doing.hear_out();
  const int exit_code = doing.exit_code();
  return {exit_code, doing.said(), steady_clock::now() - start};
}

background_program site::beside(const std::string& line) const {
  return background_program(bash("exec " + line + " >beside.log 2>&1"));
}

testing::AssertionResult site::does(const std::string& line) const {
  const outcome done = run(line);
  if (done.exit_code == 0) return testing::AssertionSuccess();
  return testing::AssertionFailure() << line << "\nexits with " << done.exit_code << " and says\n"
                                     << done.said;
}

std::string site::get(const std::string& line) const {
  outcome done = run(line);
  EXPECT_EQ(done.exit_code, 0) << line << "\nsays\n" << done.said;
  if (done.exit_code != 0) return "";
  if (done.said.ends_with('\n')) done.said.pop_back();
  return done.said;
}

void site::arm(const std::string& faults) const {
  clear();
  EXPECT_TRUE(does(fmt::format(
      "curl -sS --fail-with-body -X PUT $control/v1/plan -d '{{ \"lease\": \"5m\", \"faults\": "
      "[{}] }}'",
      faults
  )));
}

void site::clear() const {
  EXPECT_TRUE(does("curl -sS --fail-with-body -X DELETE $control/v1/plan"));
}

std::error_code site::how_it_ends_after(const std::string& words) const {
  auto client = traffic::wire::dial(sidecar_->front);
  client.say(words);
  return client.how_it_ends();
}

void site::must(const std::string& line) const {
  const outcome done = run("set -e\n" + line);
  if (done.exit_code != 0)
    throw std::runtime_error(
        fmt::format("{}\nexits with {} and says\n{}", line, done.exit_code, done.said)
    );
}

void site::become(const std::string& user) {
  if (geteuid() != 0) return;
  must(fmt::format("chown {} .", user));
  define(fmt::format("as='setpriv --reuid={0} --regid={0} --init-groups --pdeathsig=TERM'", user));
}

void site::start(const std::string& line, int end_signal) {
  const std::string log = fmt::format("server-{}.log", servers_.size() + 1);
  servers_.emplace_back(bash(fmt::format("exec {} >{} 2>&1", line, log)), end_signal);
}

void site::wait_until(const std::string& line) const {
  outcome last;
  for (const auto limit = steady_clock::now() + 60s; steady_clock::now() < limit;) {
    last = run(line);
    if (last.exit_code == 0) return;
    std::this_thread::sleep_for(50ms);
  }
  throw std::runtime_error(
      fmt::format("{}\nsays\n{}\n{}", line, last.said, run("tail -n 50 server-*.log").said)
  );
}

void site::put_sidecar_before(
    const std::string& upstream,
    const std::string& listen,
    const std::string& more
) {
  sidecar_file_.write(fmt::format(
      "format = 1\n[[proxy]]\nid = \"front\"\nlisten = \"{}\"\nupstream = \"{}\"\n{}",
      get("echo " + listen),
      get("echo " + upstream),
      more
  ));
  sidecar_.emplace(sidecar_file_, std::initializer_list<std::string>{"--workers", "2"});
  if (!sidecar_->is_ready()) throw std::runtime_error(sidecar_->said());
  define(fmt::format("front='{}' port={}", sidecar_->front.text(), sidecar_->front.port));
  define(
      fmt::format("control={} telemetry={}", sidecar_->control.text(), sidecar_->telemetry.text())
  );
}

}  // namespace surgeline::real
