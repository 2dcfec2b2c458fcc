#include "surgeline/app/privileges.hpp"

#include <fmt/format.h>
#include <grp.h>
#include <pwd.h>
#include <sys/prctl.h>
#include <unistd.h>

#include <cerrno>
#include <charconv>
#include <cstring>

namespace surgeline::app {
namespace {

std::optional<unsigned> number_in(const std::string& text) {
  unsigned number = 0;
  const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), number);
  if (error != std::errc{} || end != text.data() + text.size()) return {};
  return number;
}

std::string failed(const char* what) {
  return fmt::format("{} failed: {}", what, std::strerror(errno));
}

}  // namespace

std::optional<account> account_of(
    const std::string& user,
    const std::optional<std::string>& group,
    problems& found
) {
  const auto uid = number_in(user);
  const passwd* const entry = uid ? getpwuid(*uid) : getpwnam(user.c_str());
  if (entry == nullptr && !uid) {
    found.add({}, fmt::format("[serve] user: there is no user `{}`", user), "useradd makes one");
    return {};
  }
  account made{.name = user, .user = uid.value_or(0)};
  if (entry != nullptr) {
    made = {entry->pw_name, entry->pw_uid, entry->pw_gid, true};
  } else if (!group) {
    found.add(
        {},
        fmt::format("[serve] user: nobody knows the group of user {}", user),
        "give [serve] a `group` too"
    );
    return {};
  }
  if (!group) return made;
  const auto gid = number_in(*group);
  const struct group* const named = gid ? nullptr : getgrnam(group->c_str());
  if (named == nullptr && !gid) {
    found.add(
        {},
        fmt::format("[serve] group: there is no group `{}`", *group),
        "groupadd makes one"
    );
    return {};
  }
  made.group = gid ? *gid : named->gr_gid;
  return made;
}

bool is_root() { return geteuid() == 0; }

void gain_nothing() { prctl(PR_SET_NO_NEW_PRIVS, 1, 0, 0, 0); }

std::string become(const account& whom) {
  if (getuid() == whom.user && geteuid() == whom.user && whom.user != 0) return {};
  if (!is_root()) return fmt::format("only root can become `{}`", whom.name);
  if (whom.user == 0) return "to become root is no gain";
  // glibc has every thread of the process make these calls.
  const bool has_groups = whom.has_entry ? initgroups(whom.name.c_str(), whom.group) == 0
                                         : setgroups(1, &whom.group) == 0;
  if (!has_groups) return failed("initgroups");
  if (setresgid(whom.group, whom.group, whom.group) != 0) return failed("setresgid");
  if (setresuid(whom.user, whom.user, whom.user) != 0) return failed("setresuid");
  // What can be taken back was never given up.
  if (setuid(0) == 0 || seteuid(0) == 0) return "root could be regained";
  return {};
}

}  // namespace surgeline::app
