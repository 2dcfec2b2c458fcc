#include "surgeline/core/problem.hpp"

#include <algorithm>
#include <tuple>

namespace surgeline {

namespace {

bool by_place(const problem& a, const problem& b) {
  const auto key = [](const problem& of) {
    return std::tie(of.where.file, of.where.line, of.where.column, of.where.pointer);
  };
  return key(a) < key(b);
}

}  // namespace

std::string place::text() const {
  if (!pointer.empty()) return pointer;
  std::string text = file;
  for (const std::uint32_t number : {line, column}) {
    if (number == 0) break;
    if (!text.empty()) text += ':';
    text += std::to_string(number);
  }
  return text;
}

void problems::add(place where, std::string what, std::string remedy) {
  list_.push_back({std::move(where), std::move(what), std::move(remedy)});
}

void problems::add(const problems& others) {
  list_.insert(list_.end(), others.list_.begin(), others.list_.end());
}

void problems::sort() {
  std::stable_sort(list_.begin(), list_.end(), by_place);
  std::vector<problem> once;
  for (problem& each : list_) {
    const auto same_place = std::lower_bound(once.begin(), once.end(), each, by_place);
    if (std::find(same_place, once.end(), each) == once.end()) once.push_back(std::move(each));
  }
  list_ = std::move(once);
}

}  // namespace surgeline
