#include <charconv>
#include <cstdint>
#include <functional>
#include <optional>
#include <string>
#include <string_view>
#include <utility>

#include "native.hpp"
#include "native_answers.hpp"

/// What pages show.
namespace surgeline::admin {
namespace {

response no_glances() { return failure(404, "nothing is shown to pages here"); }

response not_asked_for(const call& one, std::string remedy) {
  return failure(400, "`" + one.asked.query + "` is not asked for here", std::move(remedy));
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

void glance(rooms& in, const call& one, const answer& give) {
  if (in.desks.glances == nullptr) return give(no_glances());
  const auto layout = number_in(one.asked.query);
  if (!layout && !one.asked.query.empty()) return give(not_asked_for(one, "?layout=N"));
  give({.status = 200, .body = in.desks.glances->now(one.asked, layout)});
}

void watch(rooms& in, const call& one, const answer& give) {
  if (in.desks.glances == nullptr) return give(no_glances());
  if (!one.asked.query.empty()) return give(not_asked_for(one, "it is heard from now on"));
  auto feed = in.desks.glances->watch(one.asked);
  give({.status = 200, .type = "text/event-stream", .goes_on = std::move(feed)});
}

}  // namespace

std::function<void(const std::string& armed)> noting(const rooms& in, const call& one) {
  return [glances = in.desks.glances, who = one.asked.who](const std::string& armed) {
    if (glances != nullptr) glances->note(armed, who);
  };
}

std::vector<operation> glance_operations() {
  return {
      {.method = "GET",
       .path = "/v1/glance",
       .id = "getGlance",
       .about = "What the page at `/ui/` shows; with `layout` of the last one, without `proxies` "
                "while they are the same.",
       .gives = "glance",
       .bad = {400, 404},
       .query = {"layout"},
       .carry_out = glance},
      {.method = "GET",
       .path = "/v1/glance/events",
       .id = "watchGlances",
       .about = "The same now and each second: server-sent events `glance`.",
       .gives = "",
       .bad = {400, 404},
       .carry_out = watch},
  };
}

}  // namespace surgeline::admin
