#include "surgeline/model/service_caller.hpp"

#include <fmt/format.h>

namespace surgeline::model {

using resilience::outcome;

namespace {

std::string draws_of(const scenario::file& from, const scenario::route& way) {
  return fmt::format("service.{}.calls.{}", scenario::caller_id(from, way), way.by->entry);
}

}  // namespace

service_caller::service_caller(const scenario::file& from, const scenario::route& way, chance dice)
    : caller_(
          draws_of(from, way),
          scenario::policy_of(from, way),
          way.endpoints,
          way.balance,
          dice,
          *this
      ),
      begun_(from.services[way.by->service].replicas),
      waste_(measure::subject_kind::service, from.services[way.service].id) {}

void service_caller::begin(const errand& what, time_point now, wire& out) {
  // Numbers are counted by replica, so that what one does changes nothing about the draws of another.
  const std::uint64_t number = begun_[what.replica]++ * begun_.size() + what.replica;
  begun_for_.emplace(number, what);
  caller_.begin({.number = number, .client = what.replica, .intended = now}, now, out);
}

std::vector<measure::meter*> service_caller::meters() {
  std::vector<measure::meter*> all{&waste_};
  if (measure::meter* const of_policy = caller_.numbers()) all.push_back(of_policy);
  return all;
}

void service_caller::answered(
    std::uint64_t attempt,
    const resilience::answer& how,
    time_point now,
    wire& out
) {
  if (!caller_.answered(attempt, how, now, out) && is_good(how.how))
    waste_.count(now, measure::instrument::wasted);
}

void service_caller::over(const call& which, outcome how, time_point) {
  const auto found = begun_for_.find(which.number);
  finished_.push_back({found->second.ticket, how});
  begun_for_.erase(found);
}

}  // namespace surgeline::model
