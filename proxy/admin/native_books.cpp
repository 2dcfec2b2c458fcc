#include <algorithm>
#include <charconv>
#include <cstdint>
#include <deque>
#include <optional>
#include <string>
#include <utility>

#include "native.hpp"
#include "native_answers.hpp"
#include "surgeline/admin/openapi.hpp"
#include "surgeline/sidecar/state.hpp"

/// What has happened: decisions of faults, and calls.
namespace surgeline::admin {
namespace {

using config::array;
using config::table;
using config::value;

constexpr std::int64_t usual_page = 100;

/// `after` and `limit` of a query.
struct page {
  std::int64_t after = 0, limit = usual_page;
};

bool read_number(std::string_view text, std::int64_t& into) {
  const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), into);
  return error == std::errc{} && end == text.data() + text.size() && into >= 0;
}

/// Empty, with the reason, if something else is asked for.
std::optional<page> page_of(const std::string& query, std::string& why) {
  page made;
  std::string_view rest = query;
  while (!rest.empty()) {
    const auto end = std::min(rest.find('&'), rest.size());
    const std::string_view one = rest.substr(0, end);
    rest.remove_prefix(std::min(end + 1, rest.size()));
    const auto equals = std::min(one.find('='), one.size());
    const std::string_view key = one.substr(0, equals);
    const std::string_view number = one.substr(std::min(equals + 1, one.size()));
    std::int64_t* const into = key == "after"   ? &made.after
                               : key == "limit" ? &made.limit
                                                : nullptr;
    if (into == nullptr || !read_number(number, *into)) {
      why = "`" + std::string{one} + "` is not asked for here";
      return {};
    }
  }
  return made;
}

/// The entries behind a number, the number of the last of them, and how many in between are forgotten.
template <class Entries>
void give_page(const call& one, const char* name, const Entries& entries, const answer& give) {
  std::string why;
  const auto wanted = page_of(one.asked.query, why);
  if (!wanted) return give(failure(400, why, "?after=N&limit=M, both whole numbers"));
  array shown;
  std::int64_t next = wanted->after, first = 0;
  for (const value& each : entries) {
    const std::int64_t n = *config::find(each, "n")->as<std::int64_t>();
    if (first == 0) first = n;
    if (n <= wanted->after || static_cast<std::int64_t>(shown.size()) >= wanted->limit) continue;
    shown.push_back(each);
    next = n;
  }
  table all;
  all.put(name, std::move(shown));
  all.put("next", next);
  all.put("forgotten", std::max<std::int64_t>(0, first - 1 - wanted->after));
  give(json(200, all));
}

void show_decisions(rooms& in, const call& one, const answer& give) {
  in.of.refresh([&of = in.of, asked = one.asked, give] {
    give_page({asked, {}}, "decisions", sidecar::decisions_state(of), give);
  });
}

void show_audit(rooms& in, const call& one, const answer& give) {
  static const std::deque<value> none;
  const audit_book* const book = in.desks.audit;
  give_page(one, "calls", book == nullptr ? none : book->entries(), give);
}

void show_api(rooms&, const call&, const answer& give) { give({.status = 200, .body = openapi()}); }

}  // namespace

std::vector<operation> book_operations() {
  return {
      {.method = "GET",
       .path = "/v1/decisions",
       .id = "listDecisions",
       .about = "The last draws of faults, as they came: whom each was for, and what came of it.",
       .gives = "decisions",
       .bad = {400},
       .query = {"after", "limit"},
       .carry_out = show_decisions},
      {.method = "GET",
       .path = "/v1/audit",
       .id = "listCalls",
       .about = "The last calls that were to change something, or were refused.",
       .gives = "calls",
       .bad = {400},
       .query = {"after", "limit"},
       .carry_out = show_audit},
      {.method = "GET",
       .path = "/v1/openapi.json",
       .id = "getApi",
       .about = "This document.",
       .gives = "document",
       .carry_out = show_api},
  };
}

}  // namespace surgeline::admin
