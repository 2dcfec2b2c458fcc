#pragma once

#include <array>
#include <cstdint>
#include <deque>
#include <memory>
#include <optional>
#include <string>
#include <unordered_map>
#include <utility>
#include <vector>

#include "exchange_desk.hpp"
#include "machines.hpp"
#include "source.hpp"
#include "surgeline/fault/control_group.hpp"
#include "surgeline/model/daemon.hpp"
#include "surgeline/model/daemon_ways.hpp"
#include "surgeline/model/server.hpp"
#include "surgeline/scenario/endpoint_choice.hpp"
#include "surgeline/scenario/record.hpp"
#include "surgeline/sim/events.hpp"
#include "surgeline/sim/link.hpp"
#include "surgeline/sim/simulate.hpp"

namespace surgeline::sim {

/// What an event is about.
struct happening {
  enum class sort : std::uint8_t {
    source,
    server,
    link,
    answer,
    loss,
    left,
    repeat,
    daemon,
    visit,
    door,
    exchange_door,
    host,
    scenario
  };
  sort what = sort::scenario;
  fault::direction towards = fault::direction::to_client;  ///< of a link
  resilience::answer how = resilience::outcome::ok;        ///< of an answer or a visit
  std::uint32_t index = 0;  ///< of the source, server, link or daemon
  /// That is answered, or, over HTTP, lost; the origin that has left; of a visit the errand's ticket, of a door how often
  /// the link was made.
  std::uint64_t attempt = 0;
};

/// A service with its replicas.
class callee final : public model::surroundings {
 public:
  /// The origin of a job whose answer nobody hears.
  static constexpr std::uint64_t nobody = ~std::uint64_t{0};

  callee(world& in, std::uint32_t index);
  bool reply(const model::job& done, resilience::outcome how) override;
  void begin(const model::errand& what, time_point now) override;

  world& in;
  std::uint32_t index;
  std::vector<model::daemon_way> ways;
  model::server what;
  std::vector<calling_service*> calls;  ///< by entry
  time_point armed = never;
};

/// A daemon with its instances.
class site final : public model::visitors {
 public:
  site(world& in, std::uint32_t index);
  /// As an event: nobody is told anything from within his own call.
  void told(const model::visit& whose, resilience::outcome how, time_point at) override;

  world& in;
  std::uint32_t index;
  const scenario::daemon& written;
  scenario::daemon_layout where;
  std::vector<scenario::daemon_door> doors;
  model::daemon what;
  time_point armed = never;
};

/// Where the connections of a proxy come to a daemon.
struct proxy_door {
  std::uint32_t site;
  std::uint32_t number;  ///< at the daemon
};

/// A connection on its way past the daemons that its proxy waits for.
struct passage {
  std::uint64_t key;  ///< of its draws
  std::vector<std::pair<site*, model::daemon::ticket>>
      visits;            ///< waits, and then slots that it holds
  std::size_t next = 0;  ///< door
  bool is_in = false;
  std::vector<model::frame> said;  ///< before it was let in
};

/// An exchange that waits for the daemons of its proxy, with its request or with its response.
struct held_exchange {
  fault::direction towards;
  model::frame what;
  std::size_t next = 0;  ///< door
  site* at = nullptr;    ///< where it waits
  model::daemon::ticket ticket = 0;
};

/// A proxy: what is in force on it, and what it counts.
struct proxy {
  std::shared_ptr<const fault::plan> plan;
  fault::cells cells;
  fault::gate gate;
  scenario::endpoint_choice choose;
  measure::meter numbers;
  std::unique_ptr<exchange_desk> desk;  ///< when it speaks HTTP
  std::uint32_t most_open;
  std::vector<std::uint32_t> open_on;  ///< connections, by replica
  std::uint32_t open = 0;
  std::vector<proxy_door> doors{};                          ///< of connections
  std::array<std::vector<proxy_door>, 2> exchange_doors{};  ///< by direction
};

/// One connection with where it leads.
struct wired {
  std::uint32_t source;
  model::line line;
  std::uint32_t replica;  ///< behind it; a proxy with one listener chooses anew for each connection
  sim::link link;
  std::uint32_t number = 0;                ///< in the pool of its line, over HTTP
  std::optional<std::uint64_t> attempt{};  ///< that is on it, over HTTP
  sim::exchange exchange{};
  bool breaking = false;  ///< it is gone, and who calls hears of it at this very moment
  time_point armed_up = never, armed_down = never;
};

/// Everything that lives in one simulation, and the loop over its events.
class world {
 public:
  world(const scenario::file& from, std::uint64_t seed);
  scenario::record run(const scenario::observer& watch);

 private:
  friend class source;
  friend class crowd;
  friend class calling_service;
  friend class callee;
  friend class site;
  friend class machines;

  void happen(const happening& what);
  void step_source(source& who);
  void arm_source(source& who);
  void step_server(callee& what);
  void step_daemon(site& what);
  void visit_daemon(callee& from, const model::errand& what);
  void end_visit(const happening& what);
  void arm_daemons();
  void find_doors();
  void enter_doors(std::uint32_t link, std::uint64_t key);
  void ask_next_door(std::uint32_t link);
  void pass_door(const happening& what);
  void leave_doors(std::uint32_t link);
  bool waits_at_door(std::uint32_t link, const model::frame& what);
  bool is_let_in(std::uint32_t link, fault::direction towards, const model::frame& what);
  bool ask_next_exchange_door(std::uint32_t link);
  void pass_exchange_door(const happening& what);
  void turn_away(std::uint32_t link, unsigned status);
  void step_hosts();
  void arm_hosts();
  bool step_scenario(const scenario::observer& watch);
  void collect();

  // Connections.
  void open_kept_links();
  bool open_link(std::uint32_t link);
  void break_link(std::uint32_t link);
  void close_link(std::uint32_t link);
  void lose_upstream(std::uint32_t link);
  void step_link(std::uint32_t link, fault::direction towards);
  void arm_link(std::uint32_t link, fault::direction towards);
  void arm_plans();
  void book_what_is_held();
  void ask(std::uint32_t link, const model::frame& what);
  void tell(std::uint32_t link, const model::frame& what);
  void follow(
      std::uint32_t link,
      fault::direction towards,
      link::fate fate,
      const model::frame& what
  );
  void deliver(std::uint32_t link, fault::direction towards, const model::frame& what);

  // Exchanges.
  void ask_http(std::uint32_t link, const model::frame& what);
  void write_request(const wired& on, std::uint64_t attempt);
  void send_http(std::uint32_t link, const model::frame& what);
  void answer_http(
      std::uint32_t link,
      const model::frame& what,
      const fault::request& request,
      const fault::exchange_effect& decided
  );
  void tell_http(std::uint32_t link, const model::frame& what);
  void return_http(std::uint32_t link, const model::frame& what);
  void repeat_http(const happening& what);
  void deliver_http(std::uint32_t link, const model::frame& what);
  void end_exchange(wired& on, observe::outcome how);
  void abandon(std::uint32_t link);
  bool is_http(const wired& of) const { return sources_[of.source]->requests.has_value(); }

  proxy* proxy_of(const wired& of);
  const fault::plan& plan_of(const wired& of);

  const scenario::file& from_;
  std::uint64_t seed_;
  std::optional<fault::control_group> control_;
  chance dice_;
  time_point now_{};
  events<happening> future_;
  scenario::record record_;  // outlives the links, whose waiting frames its ledger counts
  std::vector<std::unique_ptr<source>> sources_;
  std::vector<crowd*> crowds_;  // those that are loads
  std::vector<std::unique_ptr<callee>> callees_;
  std::vector<std::unique_ptr<site>> sites_;
  std::deque<wired> links_;  // that are referred to while more are made
  std::shared_ptr<const fault::plan> direct_ = fault::nothing_armed();
  std::vector<proxy> proxies_;
  std::unordered_map<std::uint32_t, passage> passages_;    // by link, where a proxy has doors
  std::unordered_map<std::uint32_t, held_exchange> held_;  // by link, those that wait just now
  model::http_message asked_, told_;                       // the last that were written
  machines machines_;
  scenario::conductor conductor_;
};

}  // namespace surgeline::sim
