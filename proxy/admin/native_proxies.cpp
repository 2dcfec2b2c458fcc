#include <optional>
#include <string>
#include <utility>

#include "native.hpp"
#include "native_answers.hpp"
#include "surgeline/admin/proxy_request.hpp"
#include "surgeline/sidecar/state.hpp"

/// Proxies that come and go.
namespace surgeline::admin {
namespace {

using config::table;

response proxy_answer(const sidecar::sidecar& of, const std::string& id, unsigned good) {
  const auto there = called(sidecar::proxies_state(of), id);
  return there ? json(good, *there) : refusal({sidecar::outcome::how::no_proxy, {}}, id);
}

void list_proxies(rooms& in, const call&, const answer& give) {
  table all;
  all.put("proxies", sidecar::proxies_state(in.of));
  give(json(200, all));
}

void show_proxy(rooms& in, const call& one, const answer& give) {
  give(proxy_answer(in.of, one.name(), 200));
}

void add_proxy(rooms& in, const call& one, const answer& give) {
  problems found;
  const auto asked = read_body<proxy_request>(one.asked.body, found);
  if (!asked) return give(refusal(found, "proxy"));
  in.of.add_guest(
      {.name = asked->id,
       .listen = asked->listen.text(),
       .upstream = asked->upstream.text(),
       .enabled = asked->open,
       .protocol = asked->protocol},
      [&of = in.of, id = asked->id, give](const sidecar::outcome& went) {
        give(went.is_done() ? proxy_answer(of, id, 201) : refusal(went, id));
      }
  );
}

void change_proxy(rooms& in, const call& one, const answer& give) {
  problems found;
  const auto asked = read_body<proxy_change>(one.asked.body, found);
  if (!asked) return give(refusal(found, "change"));
  sidecar::guest_change wanted{.enabled = asked->open};
  if (asked->listen) wanted.listen = asked->listen->text();
  if (asked->upstream) wanted.upstream = asked->upstream->text();
  in.of.change_guest(
      one.name(),
      std::move(wanted),
      [&of = in.of, id = one.name(), give](const sidecar::outcome& went) {
        give(went.is_done() ? proxy_answer(of, id, 200) : refusal(went, id));
      }
  );
}

void remove_proxy(rooms& in, const call& one, const answer& give) {
  in.of.remove_guest(one.name(), [id = one.name(), give](const sidecar::outcome& went) {
    if (!went.is_done()) return give(refusal(went, id));
    table all;
    all.put("removed", id);
    give(json(200, all));
  });
}

}  // namespace

std::vector<operation> proxy_operations() {
  return {
      {.method = "GET",
       .path = "/v1/proxies",
       .id = "listProxies",
       .about = "Every proxy, open or closed, with what it has counted.",
       .gives = "proxies",
       .carry_out = list_proxies},
      {.method = "POST",
       .path = "/v1/proxies",
       .id = "addProxy",
       .about = "Makes a proxy, which lives until it is deleted or the sidecar ends.",
       .takes = "admin.proxy_request",
       .good = 201,
       .gives = "proxy",
       .bad = {400, 409},
       .carry_out = add_proxy},
      {.method = "GET",
       .path = "/v1/proxies/{id}",
       .id = "getProxy",
       .about = "One of them.",
       .gives = "proxy",
       .bad = {404},
       .carry_out = show_proxy},
      {.method = "PATCH",
       .path = "/v1/proxies/{id}",
       .id = "changeProxy",
       .about = "Opens or closes a proxy, or moves one that the API made.",
       .takes = "admin.proxy_change",
       .gives = "proxy",
       .bad = {400, 404, 409},
       .carry_out = change_proxy},
      {.method = "DELETE",
       .path = "/v1/proxies/{id}",
       .id = "removeProxy",
       .about = "Closes a proxy that the API made, with every connection, and forgets it.",
       .gives = "removed",
       .bad = {400, 404},
       .carry_out = remove_proxy},
  };
}

}  // namespace surgeline::admin
