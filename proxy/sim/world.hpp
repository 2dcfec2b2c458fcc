#pragma once

#include <cstdint>
#include <deque>
#include <memory>
#include <optional>
#include <string>
#include <vector>

#include "exchange_desk.hpp"
#include "source.hpp"
#include "surgeline/fault/control_group.hpp"
#include "surgeline/model/server.hpp"
#include "surgeline/scenario/endpoint_choice.hpp"
#include "surgeline/scenario/record.hpp"
#include "surgeline/sim/events.hpp"
#include "surgeline/sim/link.hpp"
#include "surgeline/sim/simulate.hpp"

namespace surgeline::sim {

/// What an event is about.
struct happening {
  enum class sort : std::uint8_t { source, server, link, answer, loss, left, repeat, scenario };
  sort what = sort::scenario;
  fault::direction towards = fault::direction::to_client;  ///< of a link
  resilience::answer how = resilience::outcome::ok;        ///< of an answer
  std::uint32_t index = 0;                                 ///< of the source, server or link
  std::uint64_t attempt = 0;  ///< that is answered; over HTTP, lost; or the origin that has left
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
  model::server what;
  std::vector<calling_service*> calls;  ///< by entry
  time_point armed = never;
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

  void happen(const happening& what);
  void step_source(source& who);
  void arm_source(source& who);
  void step_server(callee& what);
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
  void answer_http(
      std::uint32_t link,
      const model::frame& what,
      const fault::request& request,
      const fault::exchange_effect& decided
  );
  void tell_http(std::uint32_t link, const model::frame& what);
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
  std::deque<wired> links_;  // that are referred to while more are made
  std::shared_ptr<const fault::plan> direct_ = fault::nothing_armed();
  std::vector<proxy> proxies_;
  model::http_message asked_, told_;  // the last that were written
  scenario::conductor conductor_;
};

}  // namespace surgeline::sim
