#include <fmt/format.h>
#include <sys/stat.h>
#include <unistd.h>

#include <cerrno>
#include <chrono>
#include <cstring>
#include <filesystem>
#include <fstream>
#include <iterator>
#include <utility>

#include "surgeline/admin/call_limit.hpp"
#include "surgeline/admin/control.hpp"
#include "surgeline/admin/guard.hpp"
#include "surgeline/admin/toxiproxy.hpp"
#include "surgeline/admin/ui.hpp"
#include "surgeline/app/inputs.hpp"
#include "surgeline/app/say.hpp"
#include "surgeline/app/secret_file.hpp"
#include "surgeline/app/serving.hpp"

/// Who may drive a sidecar, and the book of who did.
namespace surgeline::app {
namespace {

/// The bytes of a file that a key of [serve] names; a problem when it cannot be read.
std::optional<std::string> bytes_of(
    const std::string& path,
    const std::string& what,
    const std::string& key,
    problems& found
) {
  std::ifstream in(path, std::ios::binary);
  if (in && !std::filesystem::is_directory(path))
    return std::string{std::istreambuf_iterator<char>(in), {}};
  const std::string reason = std::strerror(errno);
  found.add(
      {.file = path},
      fmt::format("{} cannot be read: {}", what, in ? "it is a folder" : reason),
      is_root() ? fmt::format("[serve] {} names the file", key)
                : fmt::format("[serve] {} names it; the user that this runs as has to own it", key)
  );
  return {};
}

/// The same for what nobody else may read.
std::optional<std::string> secret_of(
    const std::string& path,
    const std::string& what,
    const std::string& key,
    const std::vector<gid_t>& groups,
    problems& found
) {
  struct stat about{};
  if (stat(path.c_str(), &about) == 0 && !is_secret(about, groups)) {
    found.add(
        {.file = path},
        fmt::format("others than its owner may read or write {}", what),
        "chmod 600 " + path + "; or root's, with mode 0440 and a group of ours (`fsGroup`)"
    );
    return {};
  }
  return bytes_of(path, what, key, found);
}

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
  const auto text = secret_of(path, "the keys", "keys", groups_of(account_), found);
  if (!text) return;
  if (auto ring = admin::key_ring::read(*text, path, found))
    keys_ = std::make_shared<const admin::key_ring>(*std::move(ring));
}

/// All that `tls` names has to be good before any of it is in force.
void serving::read_tls(problems& found) {
  const auto& named = sidecar_.file().serve.tls;
  if (!named) {
    tls_ = telemetry_tls_ = nullptr;
    papers_ = {};
    return;
  }
  problems mine;
  admin::tls_papers papers;
  const auto take = [&](admin::pem& into, const std::string& path, auto read, const char* what) {
    into.file = path_beside_file(path);
    if (auto text = read(into.file, what, "tls", mine)) into.text = *std::move(text);
  };
  take(papers.certificate, named->cert, bytes_of, "the certificate");
  const auto read_secret = [this](const auto& path, const auto& what, const auto& key, auto& into) {
    return secret_of(path, what, key, groups_of(account_), into);
  };
  take(papers.key, named->key, read_secret, "the key");
  if (named->client_ca) take(papers.authority, *named->client_ca, bytes_of, "the authority");
  if (mine.empty() && (papers != papers_ || named->telemetry != (telemetry_tls_ != nullptr))) {
    if (auto made = admin::tls_credentials::of_server(papers, mine)) {
      const admin::tls_papers open{papers.certificate, papers.key, {}};
      telemetry_tls_ = named->telemetry ? admin::tls_credentials::of_server(open, mine) : nullptr;
      tls_ = std::move(made);
      papers_ = std::move(papers);
      if (control_listener_) say("reload     new connections get the new certificate");
    }
  }
  found.add(mine);
}

/// What cannot be read leaves the old in force. A listener that can be reached from elsewhere is not left open by a file that
/// has nothing to ask for: it takes a restart to listen somewhere else.
void serving::read_door_again() {
  problems found;
  const bool insecure = !keys_ && !(tls_ && tls_->asks_clients());
  if (control_listener_->local().is_local() || insecure || sidecar_.file().serve.asks_who()) {
    read_keys(found);
    read_tls(found);
  } else {
    say("reload     the old `keys` and `tls` stay: without them whoever reaches " +
        control_listener_->local().text() + " could arm faults");
  }
  print_problems(found, "");
}

/// Whom it is to become; false when that cannot be.
bool serving::find_account() {
  const scenario::serve& how = sidecar_.file().serve;
  if (!how.user) return true;
  problems found;
  account_ = account_of(*how.user, how.group, found);
  if (account_ && !is_root() && account_->user != geteuid()) {
    found.add(
        {},
        fmt::format("[serve] user: only root can become `{}`", account_->name),
        "start it as root, or as that user"
    );
  }
  print_problems(found, "");
  return found.empty();
}

/// Everything that takes root is open; false when it cannot be given up.
bool serving::become_account() {
  if (!account_) {
    if (is_root()) say("warning    it runs as root: [serve] user says whom it becomes instead");
    return true;
  }
  const std::string why = become(*account_);
  if (why.empty()) return true;
  problems found;
  found.add({}, fmt::format("[serve] user: {}", why));
  print_problems(found, "");
  return false;
}

/// Who gets through the door, as it is now.
void serving::say_who_may() {
  if (account_) say(fmt::format("user       {}", account_->name));
  if (tls_) {
    say(fmt::format(
        "tls        {}",
        tls_->asks_clients() ? "clients have to show a certificate" : "clients show no certificate"
    ));
  }
  if (keys_) say(fmt::format("keys       {}", keys_->size()));
  if (control_listener_->local().is_local()) return;
  if (!sidecar_.file().serve.asks_who())
    say("INSECURE   whoever reaches the control listener can arm faults (SURGELINE_INSECURE=1)");
  else if (!tls_)
    say("warning    keys go over the network in clear: [serve] tls hides them");
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
  // Beyond this machine a name may be any; there keys and certificates tell who asks.
  const bool checks_names = sidecar_.file().serve.control.is_local();
  const admin::audit note = [this](const admin::handled& one) {
    const config::value& line = calls_.write(one, std::chrono::system_clock::now());
    if (audit_) audit_->write(line);
  };
  admin::handler made = admin::with_ui(admin::guarded(
      admin::either(
          admin::control_of(
              sidecar_,
              checks_names,
              {.audit = &calls_, .runs = &runs_, .glances = &glances_}
          ),
          admin::toxiproxy_of(sidecar_, checks_names)
      ),
      [this] { return keys_; },
      note
  ));
  const auto limit = scenario::call_limit(sidecar_.file().serve);
  return limit ? admin::limited(std::move(made), *limit, note) : made;
}

}  // namespace surgeline::app
