#include "native.hpp"
#include "native_answers.hpp"
#include "surgeline/sidecar/state.hpp"

/// Daemons, which the file of a sidecar has and only a restart changes.
namespace surgeline::admin {
namespace {

void list_daemons(rooms& in, const call&, const answer& give) {
  config::table all;
  all.put("daemons", sidecar::daemons_state(in.of));
  give(json(200, all));
}

void show_daemon(rooms& in, const call& one, const answer& give) {
  const auto there = called(sidecar::daemons_state(in.of), one.name());
  give(
      there ? json(200, *there)
            : failure(
                  404,
                  "no daemon is called `" + one.name() + "`",
                  "GET /v1/daemons lists those of the sidecar's file"
              )
  );
}

}  // namespace

std::vector<operation> daemon_operations() {
  return {
      {.method = "GET",
       .path = "/v1/daemons",
       .id = "listDaemons",
       .about = "Every daemon that proxies wait for: how each instance is, and who came.",
       .gives = "daemons",
       .carry_out = list_daemons},
      {.method = "GET",
       .path = "/v1/daemons/{id}",
       .id = "getDaemon",
       .about = "One of them.",
       .gives = "daemon",
       .bad = {404},
       .carry_out = show_daemon},
  };
}

}  // namespace surgeline::admin
