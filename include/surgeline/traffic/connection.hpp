#pragma once

#include <cstdint>
#include <list>
#include <memory>
#include <optional>
#include <vector>

#include "surgeline/fault/holding.hpp"
#include "surgeline/net/address.hpp"
#include "surgeline/net/delay_heap.hpp"
#include "surgeline/net/descriptor.hpp"
#include "surgeline/net/worker.hpp"
#include "surgeline/traffic/entrance.hpp"
#include "surgeline/traffic/http_session.hpp"
#include "surgeline/traffic/relay.hpp"
#include "surgeline/traffic/socket_stream.hpp"
#include "surgeline/traffic/surroundings.hpp"

namespace surgeline::traffic {

class connection;

/// Where connections live.
class connection_home {
 public:
  /// Destroys a connection that has ended.
  virtual void bury(connection& ended) = 0;

 protected:
  ~connection_home() = default;
};

/// One client connection with its one upstream connection: waits if a fault wants it to, dials, then relays both ways, then
/// carries an end to the other side the way it came: a FIN as a FIN, an RST as an RST. On an HTTP proxy a session reads what is
/// relayed.
class connection final : public stream_owner, net::alarm_handler {
 public:
  /// Takes over an accepted socket; nothing happens before `begin`.
  connection(
      connection_home& home,
      net::worker& worker,
      surroundings& around,
      entrance::visit in,
      net::descriptor client
  );
  connection(const connection&) = delete;
  connection& operator=(const connection&) = delete;
  ~connection();

  /// Asks the plan, and dials the upstream; `timeout` is file time. May end, like everything below.
  void begin(duration timeout);
  /// A new plan is in force: what waits is decided anew. It moves no byte; what is due now, the alarm lets go.
  void replan();
  /// Sees whether an HTTP exchange, or the wait for one, takes too long. May end.
  void look(time_point now);
  /// Ends it because the proxy closes: both sides hear a FIN, whatever they had said.
  void close();
  /// Ends it: with an RST on both sides when `abruptly`.
  void end(end_reason why, bool abruptly);

  /// Its place in its home's list.
  std::list<connection>::iterator place;

 private:
  enum class phase : std::uint8_t { waiting, queueing, dialling, relaying, parting };
  /// Both directions.
  struct relays {
    relays(stream& client, stream& upstream, fault::subject& who, surroundings& around)
        : to_upstream(fault::direction::to_upstream, client, upstream, who, around),
          to_client(fault::direction::to_client, upstream, client, who, around) {}
    relay to_upstream, to_client;
  };

  void stirred() override;
  void rang(net::alarm& which, net::real_time now) override;

  void come_in();
  void ask_next_doorkeeper();
  void hear(const admission& said);
  void be_turned_away(const admission& said);
  void begin_dialling();
  void dial();
  void give_up(std::error_code why);
  void refuse_softly();
  void meet_upstream();
  void begin_relaying();
  bool answers_loss(const stream& lost);
  bool knows_of_client();
  void live();
  bool is_over();
  void meet_fate();
  connects& host() { return around_.hosts[who_.endpoint() - 1]; }
  void rest();
  void carry();
  bool carry_both();
  bool carry(relay& one, stream& from, stream& to, relay& opposite);
  void part(end_reason why = end_reason::injected);
  void discard();

  phase phase_ = phase::waiting;
  std::unique_ptr<stream> client_, upstream_;
  // Rings when the upstream's answer is overdue, when bytes are due, or when an orderly end has taken too long.
  net::alarm alarm_;
  std::optional<relays> relays_;           // in phase relaying
  std::unique_ptr<http_session> session_;  // of an http proxy, in phase relaying
  fault::subject who_;
  surroundings& around_;
  connection_home& home_;
  net::worker& worker_;
  const std::unique_ptr<const net::address> meant_;  // of a capturing proxy: the following
  const net::address& upstream_address_;
  std::unique_ptr<capture::mark> ours_;  // likewise
  const occupancy at_upstream_, at_proxy_;
  duration connect_timeout_{};
  time_point dialled_{};       // from here it dials
  net::real_time deadline_{};  // of phase dialling; later, of looking what becomes of the client
  const time_point begun_;
  time_point goes_in_ = never;  // of phase waiting; never = not before a fault ends,
  bool closes_ = false;         // which takes the connection with it
  bool has_met_ = false;        // its upstream
  end_reason parts_for_ = end_reason::injected;
  fault::fate fate_;      // of phase relaying: when a fault ends it
  fault::holding waits_;  // of phase waiting
  /// With the doorkeepers that were asked so far; none where a proxy has none.
  std::unique_ptr<std::vector<std::unique_ptr<doorkeeper::stay>>> stays_;
};

}  // namespace surgeline::traffic
