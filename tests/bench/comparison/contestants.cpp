#include "bench/comparison/contestants.hpp"

#include <fmt/format.h>
#include <unistd.h>

#include <algorithm>
#include <cstdlib>
#include <filesystem>
#include <sstream>
#include <stdexcept>

#include "bench/comparison/machine.hpp"

namespace surgeline::bench {
namespace {

constexpr std::string_view serve = "--serve";

/// A proxied connection needs two descriptors; a few are for other things.
std::size_t most_connections() { return (raise_descriptor_limit() - 2000) / 2; }

/// Debian ships some modules as files to load; elsewhere they may be built in.
std::string load(std::string_view module) {
  const std::string file = fmt::format("/usr/lib/nginx/modules/{}.so", module);
  return !module.empty() && std::filesystem::exists(file) ? fmt::format("load_module {};\n", file)
                                                          : "";
}

}  // namespace

command itself_as(std::string_view role, const endpoint& listen, const endpoint& upstream) {
  const std::string itself = std::filesystem::read_symlink("/proc/self/exe");
  return {itself, std::string(serve), std::string(role), listen.text(), upstream.text()};
}

void serve_as_told(const std::vector<std::string>& arguments, const std::vector<role>& roles) {
  if (arguments.size() != 4 || arguments[0] != serve) return;
  const auto found = std::ranges::find(roles, arguments[1], &role::name);
  if (found == roles.end()) throw std::invalid_argument("there is no role " + arguments[1]);
  raise_descriptor_limit();
  found->serve(
      endpoint::parse(arguments[2]).value_or(endpoint{}),
      endpoint::parse(arguments[3]).value_or(endpoint{})
  );
}

std::optional<command> haproxy_command(
    std::string_view contestant,
    const endpoint& listen,
    const endpoint& upstream,
    const folder& files,
    haproxy_settings how
) {
  const std::string program = find_program("haproxy");
  if (program.empty()) return std::nullopt;
  const std::string text = fmt::format(
      "global\n  nbthread 1\n  maxconn {}\n{}"
      "defaults\n  timeout connect 5s\n  timeout client 1h\n  timeout server 1h\n{}"
      "listen bench\n  bind {}\n  server upstream {}\n",
      most_connections(),
      how.global,
      how.defaults,
      listen.text(),
      upstream.text()
  );
  return command{program, "-db", "-f", files.write(fmt::format("{}.cfg", contestant), text)};
}

std::optional<command> nginx_command(
    std::string_view contestant,
    const folder& files,
    const std::string& block,
    std::string_view module
) {
  const std::string program = find_program("nginx");
  if (program.empty()) return std::nullopt;
  const std::string text = fmt::format(
      "{}daemon off;\nmaster_process off;\npid \"{}\";\nerror_log stderr crit;\n"
      "events {{ worker_connections {}; }}\n{}",
      load(module),
      files.path(fmt::format("{}.pid", contestant)),
      2 * most_connections(),
      block
  );
  const std::string file = files.write(fmt::format("{}.conf", contestant), text);
  return command{program, "-p", files.path(""), "-e", "stderr", "-c", file};
}

std::string find_program(std::string_view name) {
  const char* const path = std::getenv("PATH");
  std::istringstream folders(std::string(path ? path : "") + ":/usr/local/sbin:/usr/sbin:/sbin");
  for (std::string one; std::getline(folders, one, ':');) {
    const std::string file = fmt::format("{}/{}", one, name);
    if (access(file.c_str(), X_OK) == 0) return file;
  }
  return "";
}

}  // namespace surgeline::bench
