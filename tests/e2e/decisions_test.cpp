#include <gtest/gtest.h>

#include <algorithm>
#include <list>
#include <sstream>
#include <string>
#include <thread>
#include <vector>

#include "served.hpp"
#include "traffic/wire.hpp"

namespace surgeline {
namespace {

using traffic::wire;

constexpr int connections = 24, turns = 6;

/// A server that says what it hears, four bytes at a time, to everybody.
class echo_server {
 public:
  const endpoint& where() const { return door_.where(); }

 private:
  void serve(const std::stop_token& over) {
    std::list<std::jthread> guests;
    while (!over.stop_requested()) {
      if (!door_.somebody_within(std::chrono::milliseconds{20})) continue;
      guests.emplace_back([guest = door_.accept()]() mutable {
        for (std::string heard = guest.hear(4); heard.size() == 4; heard = guest.hear(4))
          guest.say(heard);
      });
    }
  }

  traffic::host door_;
  std::jthread serving_{[this](const std::stop_token& over) { serve(over); }};
};

/// Asks on one connection after the other; a connection that is reset is over.
void visit(const endpoint& front, const std::string& client, int how_many) {
  for (int i = 0; i < how_many; ++i) {
    wire one = wire::dial(front, client);
    for (int turn = 0; turn < turns; ++turn) {
      one.say("ping");
      if (one.hear(4) != "ping") break;
    }
  }
}

/// What a sidecar has decided, line by line as in its log: about one client, or about everybody.
class decided {
 public:
  explicit decided(const std::string& log) {
    std::istringstream in(log);
    for (std::string line; std::getline(in, line);) lines_.push_back(line);
    std::ranges::sort(lines_);  // each worker tells of its own
  }
  std::vector<std::string> about(const std::string& client) const {
    std::vector<std::string> found;
    std::ranges::copy_if(lines_, std::back_inserter(found), [&](const std::string& line) {
      return line.find("\"key\": \"" + client + "#") != std::string::npos;
    });
    return found;
  }
  std::size_t size() const { return lines_.size(); }

 private:
  std::vector<std::string> lines_;
};

class Decisions : public testing::Test {
 protected:
  /// A sidecar with so many workers, with client 127.0.0.7 before it and so much else at the same time.
  decided of_a_sidecar(const std::string& workers, int others) const {
    const scratch file("decisions.toml"), log("decisions.jsonl");
    file.write(
        "format = 1\n[scenario]\nseed = 42\n[[proxy]]\nid = \"front\"\nlisten = \"127.0.0.1:0\"\n"
        "upstream = \"" +
        server_.where().text() +
        "\"\n"
        "[[fault]]\nid = \"slow\"\nkind = \"latency\"\ndelay = \"1ms\"\nprobability = 0.5\n"
        "per = \"request\"\n"
        "[[fault]]\nid = \"cut-up\"\nkind = \"slicer\"\nsize = \"1B\"\nprobability = 0.5\n"
        "[[fault]]\nid = \"lost\"\nkind = \"reset\"\nwhen = \"after_request\"\nprobability = 0.05\n"
        "per = \"request\"\n"
    );
    served one(file, {"--workers", workers, "--decisions", log.path()});
    EXPECT_TRUE(one.is_ready()) << one.said();
    {
      std::list<std::jthread> beside;
      for (int i = 0; i < others; ++i)
        beside.emplace_back([&, i] { visit(one.front, "127.0.1." + std::to_string(1 + i), 20); });
      visit(one.front, "127.0.0.7", connections);
    }
    one.signal(SIGTERM);
    EXPECT_EQ(one.exit_code(), 0);
    return decided(log.read());
  }

  echo_server server_;
};

TEST_F(Decisions, AreTheSameForAClientWhateverTheWorkersAndTheOtherTraffic) {
  const decided alone = of_a_sidecar("1", 0), among_others = of_a_sidecar("2", 4);
  const auto first = alone.about("127.0.0.7");
  EXPECT_GT(first.size(), std::size_t{2 * connections});
  EXPECT_EQ(first, among_others.about("127.0.0.7"));
  EXPECT_GT(among_others.size(), 2 * alone.size());
}

TEST_F(Decisions, AreAllWrittenDownBeforeASidecarEnds) {
  // Of every connection at least: whether it is cut up, and its first turn's latency and reset.
  EXPECT_GE(of_a_sidecar("1", 2).size(), std::size_t{3 * (connections + 2 * 20)});
}

}  // namespace
}  // namespace surgeline
