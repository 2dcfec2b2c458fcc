#include "bench/l4/contestants.hpp"

#include <fmt/format.h>
#include <unistd.h>

#include <cstdlib>
#include <filesystem>
#include <sstream>

#include "bench/l4/floor.hpp"
#include "bench/l4/machine.hpp"
#include "bench/l4/ours.hpp"

namespace surgeline::bench {
namespace {

constexpr std::string_view serve = "--serve";

/// A proxied connection needs two descriptors; a few are for other things.
std::size_t most_connections() { return (raise_descriptor_limit() - 2000) / 2; }

std::string haproxy_configuration(const endpoint& listen, const endpoint& upstream, bool tuned) {
  return fmt::format(
      "global\n  nbthread 1\n  maxconn {}\n{}"
      "defaults\n  mode tcp\n  timeout connect 5s\n  timeout client 1h\n  timeout server 1h\n{}"
      "listen bench\n  bind {}\n  server upstream {}\n",
      most_connections(),
      tuned ? "  maxpipes 400\n  tune.pipesize 1048576\n  tune.bufsize 131072\n" : "",
      tuned ? "  option splice-request\n  option splice-response\n" : "",
      listen.text(),
      upstream.text()
  );
}

/// Debian ships the stream module as a file to load; elsewhere it may be built in.
std::string nginx_module() {
  const std::string module = "/usr/lib/nginx/modules/ngx_stream_module.so";
  return std::filesystem::exists(module) ? fmt::format("load_module {};\n", module) : "";
}

std::string nginx_configuration(
    const endpoint& listen,
    const endpoint& upstream,
    const folder& files
) {
  return fmt::format(
      "{}daemon off;\nmaster_process off;\npid {};\nerror_log stderr crit;\n"
      "events {{ worker_connections {}; }}\n"
      "stream {{ server {{ listen {}; proxy_pass {}; proxy_timeout 1h; }} }}\n",
      nginx_module(),
      files.path("nginx.pid"),
      2 * most_connections(),
      listen.text(),
      upstream.text()
  );
}

std::string itself() { return std::filesystem::read_symlink("/proc/self/exe"); }

command self(std::string_view role, const endpoint& listen, const endpoint& upstream) {
  return {itself(), std::string(serve), std::string(role), listen.text(), upstream.text()};
}

}  // namespace

std::string find_program(std::string_view name) {
  const char* const path = std::getenv("PATH");
  std::istringstream folders(std::string(path ? path : "") + ":/usr/local/sbin:/usr/sbin:/sbin");
  for (std::string one; std::getline(folders, one, ':');) {
    const std::string file = fmt::format("{}/{}", one, name);
    if (access(file.c_str(), X_OK) == 0) return file;
  }
  return "";
}

std::optional<command> command_of(
    std::string_view contestant,
    const endpoint& listen,
    const endpoint& upstream,
    const folder& files
) {
  if (contestant == haproxy || contestant == haproxy_tuned) {
    const std::string program = find_program("haproxy");
    if (program.empty()) return std::nullopt;
    const std::string text = haproxy_configuration(listen, upstream, contestant == haproxy_tuned);
    return command{program, "-db", "-f", files.write(fmt::format("{}.cfg", contestant), text)};
  }
  if (contestant == nginx) {
    const std::string program = find_program("nginx");
    if (program.empty()) return std::nullopt;
    const std::string text = nginx_configuration(listen, upstream, files);
    return command{
        program,
        "-p",
        files.path(""),
        "-e",
        "stderr",
        "-c",
        files.write("nginx.conf", text)
    };
  }
  return self(contestant, listen, upstream);
}

command command_of(upstream_kind kind, const endpoint& listen) {
  constexpr std::string_view names[] = {"echo", "answer", "sink"};
  return self(names[static_cast<std::size_t>(kind)], listen, {});
}

void serve_as_told(const std::vector<std::string>& arguments) {
  if (arguments.size() != 4 || arguments[0] != serve) return;
  const std::string& role = arguments[1];
  const endpoint listen = endpoint::parse(arguments[2]).value_or(endpoint{});
  const endpoint upstream = endpoint::parse(arguments[3]).value_or(endpoint{});
  raise_descriptor_limit();
  if (role == "echo") serve_upstream(upstream_kind::echo, listen);
  if (role == "answer") serve_upstream(upstream_kind::answer, listen);
  if (role == "sink") serve_upstream(upstream_kind::sink, listen);
  if (role == bare) serve_floor(listen, upstream);
  const bool delays = role == ours_delaying || role == control_delaying;
  serve_ours(listen, upstream, delays ? armed_latency : duration{});
}

}  // namespace surgeline::bench
