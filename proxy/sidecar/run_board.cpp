#include "surgeline/sidecar/run_board.hpp"

#include <algorithm>
#include <utility>

namespace surgeline::sidecar {

void run_board::hear(
    const std::string& lease,
    const scenario::run_story& told,
    duration length,
    time_point now
) {
  const std::string run = told.run ? told.run->id : lease;
  if (!story_ || run != run_) {
    phases_.clear();
    verdict_.reset();
    recovery_.reset();
    story_.reset();
  }
  run_ = run;
  const bool had_ended_early = story_ && story_->aborted;
  if (told.aborted && !had_ended_early) note_abort(*told.aborted);
  story_ = told;
  until_ = after(now, length);
  if (told.verdict) verdict_ = told.verdict;
  if (told.recovery) recovery_ = told.recovery;
  note_checks(told);
  note_phase(told, now);
}

void run_board::hear(
    const std::string& lease,
    scenario::run_figures told,
    duration length,
    time_point now
) {
  figures_by_ = lease;
  figures_ = std::move(told);
  figures_until_ = after(now, length);
}

void run_board::note_phase(const scenario::run_story& told, time_point now) {
  if (!told.phase) return;
  const auto known = std::ranges::find(phases_, *told.phase, &phase_mark::id);
  if (known == phases_.end()) {
    if (phases_.size() == most_phases) phases_.erase(phases_.begin());
    phases_.push_back({*told.phase, now - told.phase_for, told.phase_length});
  } else {
    std::rotate(known, known + 1, phases_.end());
  }
}

void run_board::note_checks(const scenario::run_story& told) {
  for (const scenario::told_check& one : told.checks) {
    const bool has_room = checks_.size() < most_checks || checks_.contains(one.id);
    evaluations& of = checks_[has_room ? one.id : "other"];
    ++(one.ok ? of.ok : of.violated);
  }
}

void run_board::note_abort(const std::string& reason) {
  const bool has_room = aborts_.size() < most_reasons || aborts_.contains(reason);
  ++aborts_[has_room ? reason : "other"];
}

}  // namespace surgeline::sidecar
