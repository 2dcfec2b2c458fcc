#include "surgeline/app/secret_file.hpp"

#include <unistd.h>

#include <algorithm>

namespace surgeline::app {

std::vector<gid_t> groups_of(const std::optional<account>& becomes) {
  if (is_root()) return becomes ? std::vector{becomes->group} : std::vector<gid_t>{};
  std::vector<gid_t> all(static_cast<std::size_t>(std::max(0, getgroups(0, nullptr))));
  all.resize(
      static_cast<std::size_t>(std::max(0, getgroups(static_cast<int>(all.size()), all.data())))
  );
  all.push_back(getegid());
  return all;
}

bool is_secret(const struct stat& about, const std::vector<gid_t>& groups) {
  constexpr mode_t others = S_IRWXO, group_beyond_reading = S_IWGRP | S_IXGRP;
  if ((about.st_mode & (others | group_beyond_reading)) != 0) return false;
  if ((about.st_mode & S_IRGRP) == 0) return true;
  return about.st_uid == 0 && std::ranges::find(groups, about.st_gid) != groups.end();
}

}  // namespace surgeline::app
