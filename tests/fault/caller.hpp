#pragma once

#include <optional>
#include <string>
#include <vector>

#include "armory.hpp"

namespace surgeline::fault {

/// A request as a test says it.
struct asked {
  std::string method = "GET";
  std::string target = "/";
  std::vector<header_field> fields{};
  std::string_view route = "other";
  std::uint64_t attempt = 1;
  std::string id{};  ///< its request id
  duration when{};

  std::string raw() const {
    std::string text = method + " " + target + " HTTP/1.1\r\n";
    for (const auto& [name, value] : fields) text.append(name).append(": ").append(value) += "\r\n";
    return text + "\r\n";
  }
};

/// A response as a test says it.
struct answered {
  unsigned status = 200;
  std::optional<std::uint64_t> length = 100;
  duration when{};

  std::string raw() const {
    return "HTTP/1.1 " + std::to_string(status) + " OK\r\n" +
           (length ? "Content-Length: " + std::to_string(*length) : "Transfer-Encoding: chunked") +
           "\r\nServer: upstream\r\n\r\n";
  }
};

/// One connection on which exchanges happen, before a plan, with a book of its own.
struct caller {
  subject who{"127.0.0.7", 1};
  ledger book{};
  std::uint64_t exchanges = 0;

  /// The next exchange begins, and its head is decided about.
  exchange_effect asks(const plan& under, const asked& what = {}) {
    begins(what);
    return reads(under, what);
  }
  /// The next exchange begins; no plan is asked.
  void begins(const asked& what = {}) {
    ++exchanges;
    if (what.id.empty())
      who.begins_exchange({}, who.key(), exchanges);
    else
      who.begins_exchange(what.id, hash_of(what.id), what.attempt);
  }
  exchange_effect reads(const plan& under, const asked& what = {}) {
    const std::string raw = what.raw();
    const request seen{
        .head = {what.method, what.target, what.fields},
        .route = what.route,
        .attempt = what.attempt,
        .arrived = at(what.when),
        .raw = raw
    };
    return under.on_request(who, seen, book);
  }
  exchange_effect answers(const plan& under, const answered& what = {}) {
    const std::string raw = what.raw();
    const response seen{
        .status = what.status,
        .fields = {},
        .raw = raw,
        .length = what.length,
        .arrived = at(what.when)
    };
    return under.on_response(who, seen, book);
  }
  /// A chunk of a head or a body travels.
  effect passes(
      const plan& under,
      direction towards,
      part of,
      std::size_t size = 100,
      bool first = true
  ) {
    return under.on_chunk(who, {.towards = towards, .size = size, .of = of, .first = first}, book);
  }
  tally counted(std::uint32_t slot = 0) { return book.of(slot); }
};

/// The `ordinal`th connection of a client.
inline caller caller_number(std::uint64_t ordinal) { return {.who = {"127.0.0.7", ordinal}}; }

/// `what`, only for those whom `whom` means.
inline armed aimed(kind what, target whom, std::uint32_t slot = 0) {
  armed one = always(slot, std::move(what));
  one.target = std::move(whom);
  return one;
}

/// Whether a hang with this target hits the request.
inline bool hits(const target& whom, const asked& what = {}) {
  return caller{}.asks(in_force(aimed(http_hang{}, whom)), what).hangs;
}

}  // namespace surgeline::fault
