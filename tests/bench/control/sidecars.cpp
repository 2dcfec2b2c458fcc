#include "bench/control/sidecars.hpp"

#include <fmt/format.h>

#include "bench/l4/contestants.hpp"

namespace surgeline::bench {
namespace {

/// Every contestant has an address of its own, and there these ports are free.
constexpr std::uint16_t control_port = 8474, telemetry_port = 9474;

endpoint beside(const endpoint& where, std::uint16_t port) {
  return {.host = where.host, .port = port};
}

}  // namespace

starter serving() {
  return [](std::string_view name,
            const endpoint& listen,
            const endpoint& upstream,
            const folder& files) -> std::optional<command> {
    if (name != served && name != served_control && name != scraped)
      return relaying(name, listen, upstream, files);
    const std::string file = files.write(
        fmt::format("{}.toml", listen.host),
        fmt::format(
            "format = 1\n[[proxy]]\nid = \"bench\"\nlisten = \"{}\"\nupstream = \"{}\"\n",
            listen.text(),
            upstream.text()
        )
    );
    return command{
        SURGELINE_BINARY,
        "serve",
        "-c",
        file,
        "--control",
        beside(listen, control_port).text(),
        "--telemetry",
        beside(listen, telemetry_port).text()
    };
  };
}

endpoint control_of(const target& sidecar) { return beside(sidecar.where, control_port); }
endpoint telemetry_of(const target& sidecar) { return beside(sidecar.where, telemetry_port); }

}  // namespace surgeline::bench
