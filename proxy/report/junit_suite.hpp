#pragma once

#include <chrono>
#include <cstddef>
#include <initializer_list>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "junit_cases.hpp"

namespace surgeline::report {

/// A suite of JUnit before it is written.
struct test_suite {
  std::string name;
  std::chrono::system_clock::time_point when;
  double seconds = 0;
  std::vector<std::pair<std::string, std::string>> properties{};
  std::vector<test_case> cases{};

  std::size_t count(case_result what) const;
};

/// `retry-storm.careful`: the parts that there are, with a dot between them.
std::string dotted(std::initializer_list<std::string_view> parts);

/// The file whole.
std::string xml_of(const std::vector<test_suite>& all);

}  // namespace surgeline::report
