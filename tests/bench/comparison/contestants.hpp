#pragma once

#include <functional>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "support/folder.hpp"
#include "surgeline/core/endpoint.hpp"

namespace surgeline::bench {

// Who is compared in every benchmark, by the names in the tables. `control` is a second copy of ours: what this machine
// makes of no difference at all.
inline constexpr std::string_view ours = "surgeline", control = "surgeline (A/A)",
                                  haproxy = "HAProxy", haproxy_tuned = "HAProxy tuned",
                                  bare = "bare epoll", direct = "direct";

/// How to start a contestant between two endpoints; empty when its program is not installed.
using command = std::vector<std::string>;
using starter = std::function<std::optional<command>(
    std::string_view contestant,
    const endpoint& listen,
    const endpoint& upstream,
    const folder& files
)>;

/// Something that this program starts itself for: a contestant or an upstream, and the rest of its process's life.
struct role {
  std::string_view name;
  std::function<void(const endpoint& listen, const endpoint& upstream)> serve;
};

/// The command by which this program serves in one of its roles.
command itself_as(std::string_view role, const endpoint& listen, const endpoint& upstream = {});
/// Serves as `itself_as` has said, from its arguments; returns when it has said nothing.
void serve_as_told(const std::vector<std::string>& arguments, const std::vector<role>& roles);

/// What an HAProxy's file says beyond what they all say.
struct haproxy_settings {
  std::string_view global, defaults;  ///< lines, each with its end
};
/// HAProxy on one thread, as it comes.
std::optional<command> haproxy_command(
    std::string_view contestant,
    const endpoint& listen,
    const endpoint& upstream,
    const folder& files,
    haproxy_settings how
);

/// nginx in one process, with `module` loaded if that is installed, and a block of its file.
std::optional<command> nginx_command(
    std::string_view contestant,
    const folder& files,
    const std::string& block,
    std::string_view module = {}
);

/// Where a program is; empty when it is nowhere.
std::string find_program(std::string_view name);

}  // namespace surgeline::bench
