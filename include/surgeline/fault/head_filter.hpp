#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "surgeline/core/chance.hpp"
#include "surgeline/fault/exchange.hpp"
#include "surgeline/fault/pattern.hpp"
#include "surgeline/fault/subject.hpp"
#include "surgeline/fault/target.hpp"

namespace surgeline::fault {

/// What a target asks of the heads of requests, made ready once.
class head_filter {
 public:
  explicit head_filter(const target& whom);

  /// True when the target means this request, on a connection that it may be for; `name` is the fault's.
  bool holds(const subject& who, const request& what, const chance& dice, std::uint64_t name) const;

 private:
  /// A parameter or a header with what its value may be; anything where that is empty.
  struct named_value {
    std::string name;
    std::vector<pattern> any_of;
  };
  /// The keys that a target and an exclusion have alike.
  struct wanted {
    explicit wanted(const target& of);
    explicit wanted(const exclusion& of);
    bool holds(const subject& who, const request& what, const chance& dice, std::uint64_t name)
        const;
    bool names_client(const subject& who, const request& what) const;
    bool names_share(
        const subject& who,
        const request& what,
        const chance& dice,
        std::uint64_t name
    ) const;

    std::vector<std::string> route, method;
    std::vector<pattern> path, path_regex;
    std::vector<named_value> query, header, client_header;
    std::optional<client_origins> client;  // where it asks for headers too
    std::optional<client_share> clients;   // by a header
    std::optional<attempt_range> attempt;

   private:
    template <class Keys>
    void take(const Keys& of);
  };

  wanted meant_;
  std::optional<exclusion> except_;  // where it asks for heads
  std::optional<wanted> spared_;     // what it asks for
};

/// The probability that a request asks for from a fault that acts only where it is called by its id: `slow`, or
/// `slow;probability=0.1`, several with commas between them. 0 where it is not called, or not in this form; 1 where no
/// probability is said.
double asked_probability(const request_head& head, std::string_view header, std::string_view id);

}  // namespace surgeline::fault
