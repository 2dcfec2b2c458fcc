#include "surgeline/sidecar/sidecar.hpp"

/// Daemons that the proxies of a sidecar wait for.
namespace surgeline::sidecar {

void sidecar::start_daemons() {
  for (const scenario::daemon& one : file_of_daemons_.daemons) {
    daemons_.push_back(std::make_unique<lab::daemon_host>(
        *workers_.front(),
        clock_,
        file_of_daemons_,
        one,
        chance{file_.head.seed}
    ));
  }
}

void sidecar::arm_daemons() {
  for (std::size_t i = 0; i < daemons_.size(); ++i) {
    daemons_[i]->arm(
        armory_.daemon_faults_for(file_of_daemons_.daemons[i].id, daemons_[i]->layout())
    );
  }
}

fault::tally sidecar::on_daemons(std::uint32_t slot) const {
  fault::tally did;
  if (!fault::acts_on_daemons(armory_.catalogue().faults[slot].what)) return did;
  for (const auto& one : daemons_) {
    const fault::ledger book = one->book();
    if (slot < book.tallies().size()) did += book.tallies()[slot];
  }
  return did;
}

/// Connections hold slots of them, and nobody could tell whose these would be.
void sidecar::check_same_daemons(const scenario::file& next, problems& found) const {
  if (next.daemons.empty() && daemons_.empty()) return;
  if (next.daemons == file_of_daemons_.daemons && next.services == file_of_daemons_.services)
    return;
  found.add(
      {},
      "the daemons of the file, or the services that say where they are, have changed",
      "restart the sidecar: connections hold places of the daemons that it has"
  );
}

}  // namespace surgeline::sidecar
