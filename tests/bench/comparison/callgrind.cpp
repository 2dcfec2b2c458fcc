#include "bench/comparison/callgrind.hpp"

#include <sstream>
#include <string_view>

namespace surgeline::bench {
namespace {

/// Names are written once, as `(7) name`, and are `(7)` from then on.
class names {
 public:
  const std::string& of(const std::string& written) {
    const auto end = written.find(')');
    if (!written.starts_with('(') || end == std::string::npos) return known_[written] = written;
    std::string& known = known_[written.substr(0, end + 1)];
    if (end + 2 < written.size()) known = written.substr(end + 2);
    return known;
  }

 private:
  std::map<std::string, std::string> known_;
};

bool begins(std::string_view line, std::initializer_list<std::string_view> with) {
  for (const std::string_view one : with)
    if (line.starts_with(one)) return true;
  return false;
}

}  // namespace

// The format is in Valgrind's manual: `fl=`, `fi=` and `fe=` name the file of the lines that follow, each `POSITION COST`;
// the line behind `calls=` is what a call cost, which is counted where it was spent.
std::map<std::string, double> costs_by_file(std::istream& output) {
  std::map<std::string, double> costs;
  names files;
  std::string current;
  bool is_call = false;
  for (std::string line; std::getline(output, line);) {
    if (begins(line, {"fl=", "fi=", "fe="})) {
      current = files.of(line.substr(3));
    } else if (begins(line, {"cfi=", "cfl="})) {
      files.of(line.substr(4));
    } else if (line.starts_with("calls=")) {
      is_call = true;
    } else if (!line.empty() &&
               std::string_view{"0123456789+-*"}.find(line[0]) != std::string::npos) {
      std::istringstream words(line);
      std::string position;
      double cost = 0;
      if (words >> position >> cost && !is_call) costs[current] += cost;
      is_call = false;
    }
  }
  return costs;
}

}  // namespace surgeline::bench
