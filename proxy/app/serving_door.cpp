#include <fmt/format.h>
#include <sys/stat.h>

#include <chrono>
#include <filesystem>
#include <fstream>
#include <iterator>

#include "surgeline/admin/control.hpp"
#include "surgeline/admin/guard.hpp"
#include "surgeline/admin/toxiproxy.hpp"
#include "surgeline/app/inputs.hpp"
#include "surgeline/app/serving.hpp"

/// Who may drive a sidecar, and the book of who did.
namespace surgeline::app {
namespace {

constexpr mode_t anybody_else = S_IRWXG | S_IRWXO;

}  // namespace

/// What the file names is seen from where the file is.
std::string serving::path_beside_file(const std::string& path) const {
  const std::filesystem::path from{asked_.files.empty() ? "" : asked_.files.front()};
  return (from.parent_path() / path).string();
}

void serving::read_keys(problems& found) {
  const auto& named = sidecar_.file().serve.keys;
  if (!named) {
    keys_ = nullptr;
    return;
  }
  const std::string path = path_beside_file(*named);
  std::ifstream in(path, std::ios::binary);
  struct stat about{};
  if (!in || stat(path.c_str(), &about) != 0)
    return found.add({.file = path}, "the keys cannot be read", "[serve] keys names the file");
  if ((about.st_mode & anybody_else) != 0) {
    return found.add(
        {.file = path},
        "others than its owner may read or write the keys",
        "chmod 600 " + path
    );
  }
  const std::string text{std::istreambuf_iterator<char>(in), {}};
  if (auto ring = admin::key_ring::read(text, path, found))
    keys_ = std::make_shared<const admin::key_ring>(*std::move(ring));
}

/// A ring that cannot be read leaves the old one in force.
void serving::read_keys_again() {
  problems found;
  read_keys(found);
  print_problems(found, "");
}

bool serving::open_audit() {
  const auto& named = sidecar_.file().serve.audit;
  if (!named) return true;
  const std::string path = path_beside_file(*named);
  audit_.emplace(path);
  if (audit_->is_good()) return true;
  problems found;
  found.add({.file = path}, "the audit log cannot be written", "[serve] audit names the file");
  print_problems(found, "");
  return false;
}

admin::handler serving::control_handler() {
  // Beyond this machine a name may be any; there keys tell who asks.
  const bool checks_names = sidecar_.file().serve.control.is_local();
  return admin::guarded(
      admin::either(
          admin::control_of(sidecar_, checks_names, {.audit = &calls_, .runs = &runs_}),
          admin::toxiproxy_of(sidecar_, checks_names)
      ),
      [this] { return keys_; },
      [this](const admin::handled& one) {
        const config::value& line = calls_.write(one, std::chrono::system_clock::now());
        if (audit_) audit_->write(line);
      }
  );
}

}  // namespace surgeline::app
