#pragma once

#include <chrono>
#include <cstdint>
#include <map>
#include <optional>
#include <string>
#include <variant>
#include <vector>

#include "surgeline/config/describe.hpp"

/// A small configuration in which every sort of field occurs.
namespace surgeline::config::sample {

using namespace std::chrono_literals;

enum class backoff : std::uint8_t { none, fixed, exponential };

struct retry {
  backoff kind = backoff::none;
  int attempts = 3;
  distribution base = distribution::fixed(100ms);
  static constexpr auto schema() {
    return describe(
        "retry",
        "When to try again.",
        optional(&retry::kind, "kind", "how the wait grows"),
        optional(&retry::attempts, "attempts", "with the first", {.min = 1, .max = 100}),
        optional(&retry::base, "base", "the first wait")
    );
  }
  bool operator==(const retry&) const = default;
};

struct budget {
  std::optional<double> ratio;
  double capacity = 100;
  rate reserve{};
  static budget finagle();
  static constexpr auto schema();
  bool operator==(const budget&) const = default;
};
inline budget budget::finagle() { return {.ratio = 0.2, .capacity = 500, .reserve = {10}}; }
constexpr auto budget::schema() {
  return describe(
      "budget",
      "How many retries are affordable.",
      preset("preset", "a known one", std::array{named{&budget::finagle, "finagle"}}),
      required(&budget::ratio, "ratio", "retries for each request"),
      optional(&budget::capacity, "capacity", "at most this many saved up"),
      optional(&budget::reserve, "reserve", "for free")
  );
}

struct policy {
  std::string id;
  std::optional<duration> timeout;
  std::optional<sample::retry> retry;
  std::optional<sample::budget> budget;
  std::vector<std::string> honour;
  bool skip_open = false;
  static constexpr auto schema() {
    return describe(
        "policy",
        "How a caller behaves.",
        required(&policy::id, "id", "its name", {.id = true}),
        optional(&policy::timeout, "timeout", "of one attempt", {.above = duration{}}),
        optional(&policy::retry, "retry", "when to try again"),
        optional(&policy::budget, "budget", "how often at most"),
        optional(&policy::honour, "honour", "headers of answers that are obeyed"),
        optional(&policy::skip_open, "skip_open", "avoid hosts with an open breaker"),
        planned("hedge")
    );
  }
  bool operator==(const policy&) const = default;
};

struct status {
  int code = 0;
  std::string body;
  static constexpr auto schema() {
    return describe(
        "http_status",
        "Answers itself.",
        required(&status::code, "status", "the code", {.min = 200, .max = 599}),
        optional(&status::body, "body", "of the answer")
    );
  }
  bool operator==(const status&) const = default;
};

struct cut {
  std::optional<size> after_bytes;
  std::optional<duration> after_time;
  static constexpr auto schema() {
    return describe(
        "cut",
        "Ends the connection.",
        optional(&cut::after_bytes, "after_bytes", "that many bytes passed"),
        optional(&cut::after_time, "after_time", "that old")
    );
  }
  void check(checker& in) const { in.exactly_one({"after_bytes", "after_time"}); }
  bool operator==(const cut&) const = default;
};

struct target {
  one_or_more<std::string> proxy;
  static constexpr auto schema() {
    return describe(
        "target",
        "Whom it hits.",
        optional(&target::proxy, "proxy", "on these proxies", {.id = true})
    );
  }
  bool operator==(const target&) const = default;
};

struct fault {
  std::string id;
  std::variant<status, cut> what;
  varying<share> probability{share{1}};
  sample::target target;
  static constexpr auto schema() {
    return describe(
        "fault",
        "What goes wrong.",
        optional(&fault::id, "id", "its name", {.id = true}),
        one_of(&fault::what, "kind", "what it does", planned("loss")),
        optional(&fault::probability, "probability", "of draws"),
        optional(&fault::target, "target", "for whom")
    );
  }
  bool operator==(const fault&) const = default;
};

struct serving {
  int workers = 1;
  static constexpr auto schema() {
    return describe(
        "server",
        "Serves.",
        optional(&serving::workers, "workers", "at once", {.min = 1})
    );
  }
  bool operator==(const serving&) const = default;
};

struct external {
  static constexpr auto schema() { return describe("external", "Somebody else's."); }
  bool operator==(const external&) const = default;
};

struct service {
  std::string id;
  std::variant<serving, external> role;
  static constexpr auto schema() {
    return describe(
        "service",
        "Who answers.",
        required(&service::id, "id", "its name", {.id = true}),
        optional_one_of(&service::role, "role", "what it is")
    );
  }
  bool operator==(const service&) const = default;
};

struct file {
  int format = 1;
  std::vector<policy> policies;
  std::vector<fault> faults;
  std::vector<service> services;
  std::map<std::string, std::string> links;
  static constexpr auto schema() {
    return describe(
        "file",
        "A whole file.",
        required(&file::format, "format", "its version", {.min = 1, .max = 1}),
        optional(&file::policies, "policy", "how callers behave"),
        optional(&file::faults, "fault", "what goes wrong"),
        optional(&file::services, "service", "who answers"),
        optional(&file::links, "links", "to read on")
    );
  }
  bool operator==(const file&) const = default;
};

}  // namespace surgeline::config::sample

template <>
inline constexpr auto surgeline::config::names<surgeline::config::sample::backoff> = std::array{
    named{surgeline::config::sample::backoff::none, "none", "no retries"},
    named{surgeline::config::sample::backoff::fixed, "fixed", "always the same"},
    named{surgeline::config::sample::backoff::exponential, "exponential", "doubles"},
};
template <>
inline constexpr auto surgeline::config::planned_names<surgeline::config::sample::backoff> =
    std::array<std::string_view, 1>{"fibonacci"};
