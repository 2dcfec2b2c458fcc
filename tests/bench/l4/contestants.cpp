#include "bench/l4/contestants.hpp"

#include <fmt/format.h>

#include "bench/comparison/floor.hpp"
#include "bench/comparison/ours.hpp"
#include "bench/l4/upstream.hpp"

namespace surgeline::bench {
namespace {

std::shared_ptr<const fault::plan> delaying(duration latency) {
  const fault::latency slow{.delay = distribution::fixed(latency)};
  return std::make_shared<const fault::plan>(
      chance{},
      std::vector<fault::armed>{{.id = "bench", .what = slow}}
  );
}

}  // namespace

dialogue small_talk() {
  constexpr std::size_t size = 128;
  return {std::string(size, '\0'), [](std::string_view) { return size; }};
}

std::optional<command> relaying(
    std::string_view contestant,
    const endpoint& listen,
    const endpoint& upstream,
    const folder& files
) {
  const auto haproxy_with = [&](haproxy_settings how) {
    return haproxy_command(contestant, listen, upstream, files, how);
  };
  if (contestant == haproxy) return haproxy_with({.defaults = "  mode tcp\n"});
  if (contestant == haproxy_tuned) {
    return haproxy_with(
        {.global = "  maxpipes 400\n  tune.pipesize 1048576\n  tune.bufsize 131072\n",
         .defaults = "  mode tcp\n  option splice-request\n  option splice-response\n"}
    );
  }
  if (contestant == nginx) {
    const std::string block = fmt::format(
        "stream {{ server {{ listen {}; proxy_pass {}; proxy_timeout 1h; }} }}\n",
        listen.text(),
        upstream.text()
    );
    return nginx_command(contestant, files, block, "ngx_stream_module");
  }
  return itself_as(contestant, listen, upstream);
}

std::vector<role> relay_roles() {
  const auto behind = [](auto serve) {
    return [serve](const endpoint& where, const endpoint&) { serve(where); };
  };
  const auto plain = [](const endpoint& where, const endpoint& upstream) {
    serve_ours({.listen = {where}, .upstream = {upstream}});
  };
  const auto slow = [](const endpoint& where, const endpoint& upstream) {
    serve_ours({.listen = {where}, .upstream = {upstream}}, delaying(armed_latency));
  };
  return {
      {echo, behind(serve_echo)},
      {answer_once, behind(serve_once)},
      {sink, behind(serve_sink)},
      {bare, serve_floor},
      {ours, plain},
      {control, plain},
      {ours_delaying, slow},
      {control_delaying, slow},
  };
}

}  // namespace surgeline::bench
