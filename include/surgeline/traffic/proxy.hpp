#pragma once

#include <functional>
#include <memory>
#include <span>
#include <string>
#include <vector>

#include "surgeline/core/endpoint.hpp"
#include "surgeline/fault/plan.hpp"
#include "surgeline/net/clock.hpp"
#include "surgeline/net/failure.hpp"
#include "surgeline/net/worker.hpp"
#include "surgeline/traffic/book.hpp"
#include "surgeline/traffic/breakers.hpp"
#include "surgeline/traffic/connects.hpp"
#include "surgeline/traffic/exchange_counts.hpp"
#include "surgeline/traffic/http_options.hpp"
#include "surgeline/traffic/observatory.hpp"
#include "surgeline/traffic/proxy_options.hpp"

namespace surgeline::traffic {

class branch;
struct premises;

/// An upstream that has no address yet, and why.
struct unresolved_upstream {
  endpoint named;
  std::string why;
};

/// A named listener before its upstream, on any number of workers. Any thread may use it, except that `close` and the
/// destructor wait for every worker, so no worker may call them. Completions are called on one of the workers.
class proxy {
 public:
  /// Listens and begins to accept; null with a sentence in `why` when an endpoint cannot be had.
  /// The workers must outlive the proxy.
  static std::unique_ptr<proxy> open(
      proxy_options options,
      net::run_clock clock,
      std::span<net::worker* const> workers,
      net::failure& why
  );
  proxy(const proxy&) = delete;
  proxy& operator=(const proxy&) = delete;
  ~proxy();

  const std::string& id() const;
  /// Looks its upstreams up again, for the connections to come; what cannot be looked up stays as it was. It may block.
  void look_up();
  /// Those that have no address as far as is known; any thread may ask.
  std::vector<unresolved_upstream> unresolved() const;
  /// Where its connections go.
  const std::vector<endpoint>& upstreams() const;
  /// Where it listens, with the ports that the kernel chose; one, or one for each upstream.
  const std::vector<endpoint>& addresses() const { return addresses_; }

  /// Puts a plan in force on every worker and every open connection, then calls `done`. It never waits for data.
  void arm(std::shared_ptr<const fault::plan> next, std::function<void()> done = {});
  /// Copies what was counted so far, summed over the workers.
  void take_book(std::function<void(book)> done) const;
  /// The counts alone: small however long the book is, so it may be asked for often.
  void take_counts(std::function<void(counts)> done) const;
  /// The counts as they are just now; asks no worker.
  counts counted() const;
  /// What became of attempts to connect to each upstream, in their order; asks no worker.
  std::vector<connect_reading> connects_by_host() const;
  /// True when there are clients that no fault touches.
  bool spares_some() const;
  /// How it speaks HTTP; null if it does not, and then there is none of the following.
  const http_options* http() const;
  /// Its exchanges, of each worker; any thread may read them.
  std::vector<const exchange_counts*> exchanges() const;
  const observatory* attempts() const;
  const breakers* client_breakers() const;
  /// Hands over what faults did: their tallies so far, and the decisions since the last time.
  void take_faults(std::function<void(fault::ledger)> done);
  /// Another fault has that slot in what is armed from here on: its tally begins anew.
  void forget_fault(std::uint32_t slot);
  /// Takes in whoever has connected already, then stops listening; open connections go on. Waits for every worker, as
  /// `close` does.
  void stop_listening();
  /// Takes in whoever has connected already, then stops listening; open connections go on. `done` is called when the
  /// last of them has ended.
  void drain(std::function<void()> done);
  /// Stops listening and ends every connection; what was counted can still be taken.
  void close();
  /// The same at once: whoever has connected and was not accepted yet is reset. Waits for every worker too.
  void cut_off();

 private:
  proxy() = default;
  void shut(std::function<void()> done);

  std::shared_ptr<premises> premises_;
  std::vector<endpoint> addresses_;
  std::vector<std::shared_ptr<branch>> branches_;
};

}  // namespace surgeline::traffic
