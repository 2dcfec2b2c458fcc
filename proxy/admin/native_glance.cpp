#include <functional>
#include <string>

#include "native.hpp"
#include "native_answers.hpp"

/// What pages show.
namespace surgeline::admin {
namespace {

response no_glances() { return failure(404, "nothing is shown to pages here"); }

void show(rooms& in, const call& one, const answer& give) {
  if (in.desks.glances == nullptr) return give(no_glances());
  give(in.desks.glances->stream().now(one.asked));
}

void watch(rooms& in, const call& one, const answer& give) {
  if (in.desks.glances == nullptr) return give(no_glances());
  give(in.desks.glances->stream().watch(one.asked));
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
       .carry_out = show},
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
