#pragma once

#include <fmt/format.h>
#include <fmt/ranges.h>

#include <algorithm>
#include <map>
#include <string>
#include <string_view>
#include <vector>

namespace surgeline::admin {

/// What the API of a sidecar should show after a sequence of calls: its proxies with their toxics.
struct toxiproxy_model {
  struct proxy {
    bool enabled = true;
    std::vector<std::string> upstream, downstream;  ///< `name type` of toxics, as they came

    std::vector<std::string>& of(std::string_view stream) {
      return stream == "upstream" ? upstream : downstream;
    }
    bool has(const std::string& toxic) const {
      const auto is_it = [&](const std::string& one) { return one.starts_with(toxic + " "); };
      return std::ranges::any_of(upstream, is_it) || std::ranges::any_of(downstream, is_it);
    }
    void remove(const std::string& toxic) {
      const auto is_it = [&](const std::string& one) { return one.starts_with(toxic + " "); };
      std::erase_if(upstream, is_it);
      std::erase_if(downstream, is_it);
    }
  };

  std::map<std::string, proxy> proxies{{"front", {}}};  ///< `front` is the file's
  bool leased = false, frozen = false;

  proxy* find(const std::string& name) {
    const auto found = proxies.find(name);
    return found == proxies.end() ? nullptr : &found->second;
  }
  void take_toxics() {
    for (auto& [name, one] : proxies) {
      one.upstream.clear();
      one.downstream.clear();
    }
  }
  /// `a on [x latency, y noop]; front off []`
  std::string text() const {
    std::vector<std::string> all;
    for (const auto& [name, one] : proxies) {
      std::vector<std::string> toxics = one.upstream;
      toxics.insert(toxics.end(), one.downstream.begin(), one.downstream.end());
      all.push_back(
          fmt::format("{} {} [{}]", name, one.enabled ? "on" : "off", fmt::join(toxics, ", "))
      );
    }
    return fmt::format("{}", fmt::join(all, "; "));
  }
};

/// One call, and what it should come to; the calls that there are are in `kinds`.
struct toxiproxy_call {
  enum class what : std::uint8_t {
    create,
    create_with_toxic,
    remove,
    enable,
    disable,
    rename,
    populate,
    add,
    change,
    take,
    look,
    reset,
    plan,
    clear,
    freeze,
    unfreeze,
    rubbish
  };
  static constexpr int kinds = 17;

  what does = what::look;
  std::string proxy, toxic, type, stream;

  /// Whether a toxic of this type can be; without attributes a slicer cannot.
  bool is_type() const { return type != "down"; }
  bool can_be() const { return is_type() && type != "slicer"; }

  std::string method() const;
  std::string path() const;
  /// `upstream` is where guests lead to.
  std::string body(const std::string& upstream) const;
  /// The status of the answer.
  int expected(toxiproxy_model in) const;
  /// What it changes.
  void apply(toxiproxy_model& to) const;
};

}  // namespace surgeline::admin
