#include <utility>

#include "surgeline/sidecar/sidecar.hpp"

/// How armed faults are taken away before their time.
namespace surgeline::sidecar {

/// Counted if anything was there to be taken, when every worker has said that it is gone.
void sidecar::take_away(std::uint64_t& counted, const std::function<void()>& taking, done gone) {
  const std::size_t before = armory_.standings().size();
  taking();
  const bool some = armory_.standings().size() < before;
  arm([&counted, some, gone = std::move(gone)] {
    counted += some ? 1 : 0;
    gone();
  });
}

bool sidecar::end(const std::string& lease, done gone) {
  const auto& held = armory_.held();
  if (!held || held->id != lease) return false;
  take_away(rollbacks_.owner, [&] { armory_.end(lease); }, std::move(gone));
  return true;
}

bool sidecar::take_fault(const std::string& id, done gone) {
  if (!armory_.has_alone(id, scenario::door::v1)) return false;
  take_away(rollbacks_.clear, [&] { armory_.take_alone({id}); }, std::move(gone));
  return true;
}

void sidecar::clear(done gone) {
  const auto all = [this] {
    armory_.clear();
    toxics_.clear();
  };
  take_away(rollbacks_.clear, all, std::move(gone));
}

void sidecar::freeze(done gone) {
  const auto all = [this] {
    armory_.freeze();
    armory_.clear();
    toxics_.clear();
  };
  take_away(rollbacks_.freeze, all, std::move(gone));
}

}  // namespace surgeline::sidecar
