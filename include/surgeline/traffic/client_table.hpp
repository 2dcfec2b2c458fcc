#pragma once

#include <cstddef>
#include <cstdint>
#include <string>
#include <unordered_map>
#include <utility>

namespace surgeline::traffic {

/// How many connections each client has made, in bounded memory: clients not seen for a long time start again from 1.
class client_table {
 public:
  /// Remembers at least the `capacity` / 2 clients seen last, and at most `capacity`.
  explicit client_table(std::size_t capacity = 65'536) : generation_(capacity / 2) {}

  /// Counts one more connection of `client`; its ordinal, from 1.
  std::uint64_t next(const std::string& client) {
    if (const auto known = young_.find(client); known != young_.end()) return ++known->second;
    if (young_.size() >= generation_) {
      old_ = std::exchange(young_, {});
    }
    const auto before = old_.find(client);
    return young_[client] = before == old_.end() ? 1 : before->second + 1;
  }

  std::size_t size() const { return young_.size() + old_.size(); }

 private:
  std::size_t generation_;
  std::unordered_map<std::string, std::uint64_t> young_, old_;
};

}  // namespace surgeline::traffic
