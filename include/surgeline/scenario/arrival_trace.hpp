#pragma once

#include <cstdint>
#include <memory>
#include <string>
#include <string_view>
#include <vector>

#include "surgeline/core/time.hpp"

namespace surgeline::scenario {

/// When each request of a load comes, as a file says it: a line for each, with the seconds from the start of the run.
class arrival_trace {
 public:
  static constexpr std::size_t most_requests = 5'000'000;

  arrival_trace() = default;
  arrival_trace(std::string name, std::vector<duration> offsets);

  /// Reads the bytes of a file: numbers of seconds that do not fall, one a line; blank lines and what follows a `#` say nothing.
  /// Without requests, and with what is wrong in `trouble`, at the first line that is none of that, and for a file without any.
  static arrival_trace parse(const std::string& name, std::string_view bytes, std::string& trouble);

  /// The file's name, as it was written.
  const std::string& name() const { return name_; }
  /// From the start of the run, ascending.
  const std::vector<duration>& offsets() const;
  /// Requests a second, on average over the trace.
  double mean_rate() const;
  /// A hash of all offsets.
  std::uint64_t digest() const;
  bool operator==(const arrival_trace& other) const;

 private:
  std::string name_;
  std::shared_ptr<const std::vector<duration>> offsets_;  // shared by the copies of a file
};

}  // namespace surgeline::scenario
