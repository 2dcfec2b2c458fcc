#pragma once

#include <fcntl.h>
#include <fmt/format.h>
#include <sched.h>
#include <sys/stat.h>

#include <array>
#include <exception>
#include <memory>
#include <optional>
#include <string>
#include <system_error>
#include <thread>
#include <type_traits>
#include <utility>

#include "real/site.hpp"
#include "surgeline/net/descriptor.hpp"
#include "traffic/wire.hpp"

namespace surgeline::real {

/// A network namespace. What is opened in it stays there, whoever uses it.
class place_of_its_own {
 public:
  explicit place_of_its_own(std::string name) : name_(std::move(name)) {}

  const std::string& name() const { return name_; }
  std::string command(const std::string& line) const {
    return "ip netns exec " + name_ + " " + line;
  }
  /// Does something there, on a thread that goes there for it.
  template <class Task>
  auto within(Task task) const {
    std::optional<std::invoke_result_t<Task>> made;
    std::exception_ptr failed;
    std::thread([&] {
      try {
        const net::descriptor door{open(("/run/netns/" + name_).c_str(), O_RDONLY | O_CLOEXEC)};
        if (setns(door.get(), CLONE_NEWNET) != 0)
          throw std::system_error(errno, std::generic_category(), name_);
        made.emplace(task());
      } catch (...) {
        failed = std::current_exception();
      }
    }).join();
    if (failed) std::rethrow_exception(failed);
    return std::move(*made);
  }

 private:
  std::string name_;
};

/// A machine with a sidecar before a server of the test's, in a network namespace of its own.
struct machine {
  place_of_its_own here;
  std::string address;  ///< where the runner reaches it
  std::unique_ptr<traffic::host> server{};
  std::optional<background_program> sidecar{};
};

/// Two machines, and a third one from which a runner drives both, each by a cable of its own.
class fleet_site : public site {
 public:
  static constexpr const char* key = "0123456789abcdef";

  fleet_site() {
    define("key=0123456789abcdef run=" + runner_.name());
    must("ip netns add $run && ip -n $run link set lo up");
    for (std::size_t i = 0; i < machines.size(); ++i) connect(machines[i], i + 1);
    files().write("keys", "operator runner 0123456789abcdef\n");
    chmod(files().path("keys").c_str(), S_IRUSR | S_IWUSR);
    for (machine& one : machines) {
      one.server = one.here.within([] { return std::make_unique<traffic::host>(); });
      write_file_of(one);
      start_sidecar(one);
    }
    write_scenario();
  }
  ~fleet_site() {
    for (machine& one : machines) one.sidecar.reset();
    run("ip netns del $run; ip netns del " + machines[0].here.name() + "; ip netns del " +
        machines[1].here.name());
  }

  /// A run that stalls everything on both, for as long as it may.
  std::unique_ptr<background_program> runner() const {
    std::string line = "SURGELINE_KEY=$key ";
    line += runner_.command("$surgeline run run.toml");
    for (const machine& one : machines) line += " --target http://" + one.address + ":8474";
    return std::make_unique<background_program>(
        std::vector<std::string>{"bash", "-c", with_definitions("exec env " + line)}
    );
  }
  void start_sidecar(machine& one) const {
    one.sidecar.emplace(std::vector<std::string>{
        "bash",
        "-c",
        with_definitions("exec " + one.here.command("$surgeline serve -c " + one.address + ".toml"))
    });
    if (!one.sidecar->says("\nready\n")) throw std::runtime_error(one.sidecar->said());
  }
  /// How the cable to a machine is cut: at the runner's end, who knows at once, or at the machine's, where packets vanish.
  enum class end_of_cable { of_runner, of_machine };
  /// Pulls the cable between the runner and a machine, or puts it back.
  void cable(std::size_t to, end_of_cable at, bool in) const {
    const std::string end = at == end_of_cable::of_runner
                                ? fmt::format("$run link set to-{}", to + 1)
                                : machines[to].here.name() + " link set eth0";
    must("ip -n " + end + (in ? " up" : " down"));
    if (in) wait_until(runner_.command(state_of(machines[to])));
  }
  /// Waits until a machine's sidecar says of itself what `grep` finds.
  void wait_for(const machine& one, const std::string& what) const {
    wait_until(one.here.command(state_of(one)) + " | grep -q '" + what + "'");
  }
  /// A client's connection by way of the machine's sidecar.
  traffic::wire dial(const machine& one) const {
    return one.here.within([] { return traffic::wire::dial({.host = "127.0.0.1", .port = 7000}); });
  }

  std::array<machine, 2> machines{
      machine{place_of_its_own(name_of("one")), "10.77.1.2"},
      machine{place_of_its_own(name_of("two")), "10.77.2.2"}
  };

 private:
  static std::string name_of(const std::string& what) {
    return fmt::format("surgeline-{}-{}", getpid(), what);
  }
  static std::string state_of(const machine& one) {
    return "curl -sf -m 1 -H 'Authorization: Bearer '$key http://" + one.address + ":8474/v1/state";
  }
  void connect(const machine& one, std::size_t number) {
    must(fmt::format(
        R"(
        ip netns add {0}
        ip -n {0} link set lo up
        ip -n $run link add to-{1} type veth peer name eth0 netns {0}
        ip -n $run address add 10.77.{1}.1/30 dev to-{1}
        ip -n {0} address add {2}/30 dev eth0
        ip -n $run link set to-{1} up
        ip -n {0} link set eth0 up)",
        one.here.name(),
        number,
        one.address
    ));
  }
  void write_file_of(const machine& one) const {
    files().write(
        one.address + ".toml",
        fmt::format(
            "format = 1\n[serve]\ncontrol = \"{}:8474\"\nkeys = \"keys\"\n[[proxy]]\nid = "
            "\"front\"\nlisten = \"127.0.0.1:7000\"\nupstream = \"{}\"\n",
            one.address,
            one.server->where().text()
        )
    );
  }
  void write_scenario() const {
    files().write("run.toml", R"(
      format = 1
      [safety]
      lease = "1s"
      expect_sidecars = 2
      [[proxy]]
      id = "front"
      listen = "127.0.0.1:0"
      upstream = "127.0.0.1:1"
      [[phase]]
      id = "bad"
      duration = "10m"
      [[fault]]
      id = "held"
      kind = "stall"
    )");
  }

  place_of_its_own runner_{name_of("run")};
};

}  // namespace surgeline::real
