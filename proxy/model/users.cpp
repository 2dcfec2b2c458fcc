#include "surgeline/model/users.hpp"

#include <algorithm>

namespace surgeline::model {

users::users(const scenario::load& what, chance dice)
    : who_(what.clients),
      dice_(dice),
      name_(hash_of("load." + what.id + ".think")),
      present_(what.clients.count),
      thought_(what.clients.count) {
  for (std::uint32_t user = 0; user < who_.count; ++user) come(user, time_point{});
}

std::uint32_t users::take() {
  const std::uint32_t user = due_.top().second;
  due_.pop();
  return user;
}

void users::over(std::uint32_t user, time_point asked, time_point now) {
  come(user, std::max(now, asked + least_gap));
}

void users::scale(double factor, time_point now) {
  present_ = static_cast<std::uint32_t>(std::min(1.0, factor) * who_.count + 0.5);
  std::vector<turn> all = std::exchange(away_, {});
  for (; !due_.empty(); due_.pop()) all.push_back(due_.top());
  for (const auto& [due, user] : all) add({std::max(due, now), user});
}

/// He thinks, and asks then; but not before a moment.
void users::come(std::uint32_t user, time_point not_before) {
  const double draw = dice_.draw(name_, user, thought_[user]++);
  add({after(not_before, who_.think.sample(draw)), user});
}

void users::add(const turn& one) {
  if (one.second < present_)
    due_.push(one);
  else
    away_.push_back(one);
}

}  // namespace surgeline::model
