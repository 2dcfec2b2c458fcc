#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "surgeline/fault/plan.hpp"
#include "surgeline/measure/meter.hpp"
#include "surgeline/model/http_requests.hpp"
#include "surgeline/observe/attempt_table.hpp"
#include "surgeline/observe/breaker_watch.hpp"
#include "surgeline/observe/client_groups.hpp"
#include "surgeline/observe/identity.hpp"
#include "surgeline/scenario/client_breakers.hpp"
#include "surgeline/scenario/http_route.hpp"
#include "surgeline/scenario/proxy.hpp"

namespace surgeline::sim {

/// One exchange on a connection of an http proxy, from its request to the end of its answer.
struct exchange {
  bool open = false;
  bool reads_head_only = false;                       ///< its method is HEAD
  bool closes = false;                                ///< its connection ends behind the answer
  resilience::answer said = resilience::outcome::ok;  ///< what the client is told in the end
  std::uint64_t count = 0;                            ///< exchanges before it on the connection
  time_point began{};
  std::size_t asked = 0, told = 0;    ///< bytes that travel, each way
  std::size_t route = 0, client = 0;  ///< the client's group
  observe::identity who{};
  std::optional<observe::attempt> known_as{};  ///< the attempt it is, where that is known
};

/// What an http proxy makes of exchanges beside carrying them: it names their routes, finds out which logical requests they are
/// attempts at, and counts. The same as on sockets.
class exchange_desk {
 public:
  exchange_desk(const scenario::proxy& what, bool has_control_group);

  /// A request is there: names it, and tells the subject that an exchange begins.
  void begin(
      exchange& one,
      fault::subject& by,
      const model::http_message& what,
      const fault::plan& in_force,
      time_point now
  );
  /// The route's id, and which attempt it is as far as that is sure.
  const std::string& route_of(const exchange& one) const { return ids_[one.route]; }
  static std::uint64_t ordinal_of(const exchange& one) {
    return one.known_as && one.known_as->has_sure_ordinal() ? one.known_as->ordinal : 1;
  }
  /// It is over.
  void end(exchange& one, const fault::subject& by, observe::outcome how, time_point now);
  /// Settles logical requests that nobody has tried again, and notes what the breakers of its clients seem to do.
  void sweep(time_point now);
  /// Where it counts beside the proxy itself: the parts of its clients, and their breakers.
  std::vector<measure::meter*> parts();
  /// Counts for the whole proxy into this.
  void counts_into(measure::meter& all) { all_ = &all; }

 private:
  void begin_attempt(exchange& one, bool spared, time_point now);
  void count(time_point now, measure::instrument what, bool spared);
  void count_settled(time_point now);
  void count(const observe::logical_request& one, time_point now);
  std::uint32_t account(std::size_t route, bool spared) const {
    return static_cast<std::uint32_t>(route + (spared ? ids_.size() : 0));
  }

  scenario::http_routes routes_;
  std::vector<std::string> ids_;     // of the routes, the last is that of the rest
  std::vector<duration> deadlines_;  // beside them
  std::vector<observe::clue> clues_;
  bool observes_;
  observe::attempt_table attempts_;
  std::vector<observe::logical_request> settled_;
  measure::meter* all_ = nullptr;
  std::optional<measure::meter> control_, faulted_;
  observe::client_groups clients_;
  std::vector<observe::breaker_watch> watches_;  // by client group; none where it does not observe
  scenario::client_breakers seen_;
  std::vector<observe::transition> moves_;  // nobody asks for them
};

}  // namespace surgeline::sim
