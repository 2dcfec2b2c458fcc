#include "surgeline/admin/glance_stream.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <charconv>
#include <string_view>
#include <utility>

#include "native_answers.hpp"
#include "surgeline/config/schema_value.hpp"

namespace surgeline::admin {
namespace {

using std::chrono::steady_clock;

/// What it may cost is this part of the time until it is done again.
constexpr int share = 50;

/// Whom a page is shown to, and what he may do.
std::string you(const request& by) {
  const config::value all = config::object({{"name", by.who}, {"may_change", by.may_change}});
  return fmt::format("\"you\":{},", config::to_json(all));
}

std::string told(const glance_parts& of, const std::string& you, bool with_layout) {
  return "{" + you + (with_layout ? "\"proxies\":" + *of.proxies + "," : "") + of.rest;
}

std::string event(const std::string& data) { return "event: glance\ndata: " + data + "\n\n"; }

response not_asked_for(const request& by, std::string remedy) {
  return failure(400, "`" + by.query + "` is not asked for here", std::move(remedy));
}

/// The number in `layout=N`; empty if that is not what it says.
std::optional<std::uint64_t> number_in(std::string_view query) {
  constexpr std::string_view key = "layout=";
  if (!query.starts_with(key)) return {};
  const std::string_view text = query.substr(key.size());
  std::uint64_t made = 0;
  const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), made);
  if (error != std::errc{} || end != text.data() + text.size()) return {};
  return made;
}

}  // namespace

glance_stream::glance_stream(boost::asio::io_context& context, look see)
    : see_(std::move(see)), next_(context) {}

response glance_stream::now(const request& by) const {
  const auto known = number_in(by.query);
  if (!known && !by.query.empty()) return not_asked_for(by, "?layout=N");
  const auto seen = see_();
  if (!seen) return failure(503, "there is nothing to see yet", "ask again in a second");
  return {.status = 200, .body = told(*seen, you(by), known != seen->layout)};
}

response glance_stream::watch(const request& by) {
  if (!by.query.empty()) return not_asked_for(by, "it is heard from now on");
  auto made = std::make_shared<feed>();
  watchers_.push_back({.by = made, .you = you(by)});
  if (const auto seen = see_()) tell(watchers_.back(), *seen);
  if (!is_waiting_) wait(beat);
  return {.status = 200, .type = "text/event-stream", .goes_on = std::move(made)};
}

void glance_stream::tell(watcher& one, const glance_parts& of) const {
  const bool knows = std::exchange(one.layout, of.layout) == of.layout;
  one.by.lock()->say(event(told(of, std::exchange(one.you, {}), !knows)));
}

void glance_stream::wait(steady_clock::duration pause) {
  is_waiting_ = true;
  next_.expires_after(pause);
  next_.async_wait([this](boost::system::error_code error) {
    if (!error) tell_all();
  });
}

/// Who has not heard the last words yet is told nothing this time.
void glance_stream::tell_all() {
  is_waiting_ = false;
  std::erase_if(watchers_, [](const watcher& one) {
    const auto listens = one.by.lock();
    return !listens || listens->is_over();
  });
  if (watchers_.empty()) return;
  const auto start = steady_clock::now();
  if (const auto seen = see_()) {
    const std::string usual = event(told(*seen, {}, false));
    for (watcher& one : watchers_) {
      const auto listens = one.by.lock();
      if (listens->has_more()) continue;
      if (one.you.empty() && one.layout == seen->layout)
        listens->say(usual);
      else
        tell(one, *seen);
    }
  }
  wait(std::max<steady_clock::duration>(beat, share * (steady_clock::now() - start)));
}

}  // namespace surgeline::admin
