#pragma once

#include <cstdint>
#include <memory>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "surgeline/fault/exchange_effect.hpp"
#include "surgeline/fault/subject.hpp"
#include "surgeline/net/address.hpp"
#include "surgeline/traffic/interpreter.hpp"
#include "surgeline/traffic/messages.hpp"
#include "surgeline/traffic/relay.hpp"
#include "surgeline/traffic/surroundings.hpp"

namespace surgeline::traffic {

/// HTTP/1.1 on one connection: one exchange after the other, each a request and its response. What passes, passes as it came,
/// byte for byte: both sides share one fate, so no field has to be taken out or put in. A request that comes before the
/// exchange ahead of it is over is kept, and nothing is read behind it.
class http_session final : public interpreter {
 public:
  /// `upstream` is where a repeated request goes.
  http_session(
      fault::subject& who,
      surroundings& around,
      const net::address& upstream,
      time_point now
  );
  http_session(const http_session&) = delete;
  http_session& operator=(const http_session&) = delete;
  ~http_session();

  /// The relays that show it what they read, and who has them carry on when something that waited can go; to be called once,
  /// before they do.
  void attach(relay& to_upstream, relay& to_client, stream_owner& carrier);
  /// Every request is answered so: there is no upstream.
  void has_no_upstream(unsigned status);

  portion next(fault::direction towards, std::span<std::byte> arrived) override;
  std::uint64_t opaque(fault::direction towards) const override;
  void skip(fault::direction towards, std::uint64_t bytes) override;
  bool may_read(fault::direction towards) const override;
  std::vector<std::byte> resume(fault::direction towards) override;
  bool ends(fault::direction towards) override;
  void left(const fault::chunk& what, time_point when) override;
  void cut_off(fault::direction towards) override;

  /// To be called when the relays have moved what they can: closes the books of an exchange that is over. True when a request
  /// that was kept can go on.
  bool settle();
  /// The upstream is gone; true when the client gets an answer that says so, which is still to be carried.
  bool survives_loss_of_upstream();
  /// True when the time that its exchange takes here is measured; `spends` adds up.
  bool is_sampled() const { return open_ && sampled_; }
  void spends(duration more) { spent_ += static_cast<std::uint32_t>(more.count()); }
  /// True when it closes the connection because a fault wants that.
  bool closes_for_fault() const { return origin_ == origin::injected; }
  /// What has to be done because something takes too long.
  enum class overdue : std::uint8_t {
    nothing,
    carry,  ///< the client gets an answer that says so, which is still to be carried
    part,   ///< end it in an orderly way
    reset,  ///< end it with an RST
  };
  overdue look(time_point at);
  /// True when an answer is there to its last byte whose client had said its last word before: it may be gone.
  bool awaits_client() const;
  /// It is not: it has got that answer.
  void is_taken();
  /// The connection is over, because the client left if `client_left`.
  void over(bool client_left);

 private:
  enum class place : std::uint8_t { head, body, done };
  enum class method : std::uint8_t { other, head, connect };
  /// What has come and cannot be used yet: of a head that is not complete, or of a request that came too early.
  struct unread {
    std::vector<std::byte> bytes;
    head_scan scan;
  };
  /// One direction: where in its message the next byte is.
  struct side {
    std::unique_ptr<unread> kept;  // an idle connection has none
    body_frame body;
    place at = place::head;
    bool first = false;  // the next bytes of the body are its first
  };
  /// What changes a response behind its head.
  struct alteration {
    std::uint64_t body_limit = all_bytes;
    std::string extra;
    fault::effect last;  // of the piece in which the body is cut off
    bool drops_body = false;
    bool closes = false;
  };

  /// An exchange that waits for doorkeepers; what has come of it is kept.
  struct queueing {
    fault::direction towards;  ///< which way it waits
    time_point since;
    bool is_admitted = false;
    std::vector<std::unique_ptr<doorkeeper::stay>> stays;  ///< at those that were asked so far
  };

  http_surroundings& http() const { return *around_.http; }
  time_point now() const { return around_.clock.at(http().worker.ready().batch_time()); }
  portion keep(side& from, std::span<std::byte> arrived, const head_scan& scan);
  portion more_of_head(fault::direction towards, std::span<std::byte> arrived);
  portion next_head(fault::direction towards, std::span<std::byte> arrived);
  portion take_head(fault::direction towards, std::span<std::byte> raw, std::size_t taken);
  portion take_request(std::span<std::byte> raw, std::size_t taken);
  portion take_response(std::span<std::byte> raw, std::size_t taken);
  portion next_body(fault::direction towards, std::span<std::byte> arrived);
  portion text_passes(std::string_view text, std::size_t taken);
  void complete(fault::direction towards);
  void goes_on();
  void repeat(std::span<const std::byte> passes);

  bool is_queueing(fault::direction towards) const {
    return queue_ != nullptr && queue_->towards == towards;
  }
  bool is_let_in(fault::direction towards, std::span<const std::byte> head);
  void ask_next_door();
  void hear(const admission& said);
  void leave_doors();

  void begin(const message_head& head);
  void identify(const message_head& head);
  void follow(const observe::identity& who);
  void begin_attempt();
  void end_attempt(observe::outcome how, time_point over);
  std::uint64_t sure_ordinal() const;
  portion ask_plan(const message_head& head, std::span<std::byte> raw, std::size_t taken);
  void answer_injected(bool expects_continue, const fault::request& what);
  void answer(
      std::string_view text,
      unsigned status,
      origin from,
      const fault::chunk& in_place_of,
      const fault::effect& wait
  );
  void stands_in(unsigned status, origin from);
  void answer_ourselves(unsigned status, std::string_view sentence);
  void refuse_body();
  portion refuse(fault::direction towards, bad_message why, std::size_t all);
  void close();
  bool tunnels(const message_head& head) const;
  void alter(const message_head& head, portion& whole);
  portion altered_body(portion plain);
  portion behind_message(portion last);
  bool loss_is_answered() const;
  bool is_answered() const;
  void finish(observe::outcome how);
  side& of(fault::direction towards) {
    return towards == fault::direction::to_upstream ? request_ : response_;
  }
  const side& of(fault::direction towards) const {
    return towards == fault::direction::to_upstream ? request_ : response_;
  }

  fault::subject& who_;
  surroundings& around_;
  const net::address& upstream_;
  relay* to_upstream_ = nullptr;
  relay* to_client_ = nullptr;
  stream_owner* carrier_ = nullptr;
  side request_, response_;
  std::unique_ptr<alteration> altered_;
  std::unique_ptr<ongoing> ongoing_;
  std::unique_ptr<queueing> queue_;
  repeated_request* repeat_ = nullptr;  // collects the request
  // Of the exchange.
  time_point since_;  // since when nothing happens, a head comes in, or an exchange goes on
  time_point sent_{},
      answered_{
      };  // when its head went on, when the last of its response came or nothing more was to come
  std::uint32_t exchanges_ = 0;
  std::uint32_t spent_ = 0;  // nanoseconds here, if they are measured
  std::uint16_t from_ = 0;   // the client group that the connection is of
  std::uint16_t group_ = 0;  // that of the request
  std::uint16_t route_ = 0;
  std::uint16_t status_ = 0;
  std::uint16_t no_upstream_ = 0;  // the status that says so
  method method_ = method::other;
  origin origin_ = origin::upstream;
  bool open_ : 1 = false;      // an exchange is under way
  bool began_ : 1 = false;     // something of its response has passed
  bool heard_ : 1 = false;     // the upstream has said something in it
  bool swallows_ : 1 = false;  // the request goes no further
  bool upgrades_ : 1 = false;  // it asks for another protocol
  bool tunnel_ : 1 = false;    // bytes are bytes from here on
  bool closing_ : 1 = false;   // nothing more is taken
  bool early_ : 1 = false;     // what is kept of the request is of the next one
  bool timed_out_ : 1 = false;
  bool finished_ : 1 = false;  // the client said its last word before it had its answer
  bool cut_ : 1 = false;       // a fault keeps a part of it from where it goes
  bool sampled_ : 1 = false;
  bool admitted_ : 1 = false;  // the head that comes next has waited already
};

}  // namespace surgeline::traffic
