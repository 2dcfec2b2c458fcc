#include "surgeline/report/sidecar_inspect.hpp"

#include <fmt/format.h>

#include <initializer_list>
#include <string_view>
#include <utility>

#include "state_table.hpp"
#include "surgeline/config/json.hpp"
#include "surgeline/config/text_at.hpp"
#include "surgeline/core/contains.hpp"
#include "surgeline/report/text.hpp"

namespace surgeline::report {
namespace {

using config::value;

constexpr std::size_t label_columns = 12;

/// The faults of a state that are on a proxy, or a daemon; `what` is `proxies` or `daemons`.
std::vector<const value*> faults_on(const value& state, const char* what, const std::string& id) {
  std::vector<const value*> all;
  for (const value& one : list_in(state, "faults")) {
    if (contains(list_in(one, what), value(id))) all.push_back(&one);
  }
  return all;
}

/// Their ids.
std::string fault_names(const std::vector<const value*>& faults) {
  std::string names;
  for (const value* one : faults) names += (names.empty() ? "" : ", ") + at(*one, "id");
  return names.empty() ? "-" : names;
}

row list_row(const value& state, const value& proxy, bool is_open) {
  const auto faults = faults_on(state, "proxies", at(proxy, "id"));
  const hue how = !is_open ? hue::quiet : faults.empty() ? hue::strong : hue::injected;
  return {
      {at(proxy, "id"),
       at(proxy, "listen"),
       at(proxy, "upstream"),
       at(proxy, "protocol"),
       is_open ? "open" : "closed",
       at(proxy, "made_by"),
       fault_names(faults)},
      how
  };
}

/// The instances of a daemon, a row each.
void add_instances(const value& daemon, const std::string& faults, std::vector<row>& rows) {
  for (const value& one : list_in(daemon, "instances")) {
    const std::string state = at(one, "state");
    rows.push_back(
        {{at(daemon, "id"),
          at(one, "host"),
          at(daemon, "slots"),
          at(one, "depth"),
          state,
          at(one, "stalls"),
          faults},
         state == "ok" ? hue::strong : hue::injected}
    );
  }
}
const std::vector<std::string>
    instance_heads{"daemon", "on", "slots", "wait", "now", "stalls", "faults"};

/// Pairs of a label and what belongs to it, a line each.
class sheet {
 public:
  sheet(room wide, bool colour) : wide_(wide), colour_(colour) {}

  void head(const std::string& name, const std::string& rest, hue how) {
    lines.push_back(painted_line{}.add(" ").add(name, how).add(rest).text(wide_.rows, colour_));
  }
  void add(std::string_view label, const std::string& text) {
    lines.push_back(painted_line{}
                        .add("  ")
                        .add(pad_right(std::string{label}, label_columns), hue::quiet)
                        .add(text)
                        .text(wide_.rows, colour_));
  }

  std::vector<std::string> lines;

 private:
  room wide_;
  bool colour_;
};

void add_faults(
    const std::vector<const value*>& faults,
    room wide,
    bool colour,
    std::vector<std::string>& into
) {
  std::vector<row> rows;
  for (const value* each : faults) rows.push_back(fault_row(*each));
  if (!rows.empty()) add_table(fault_heads, rows, wide, colour, into);
}

std::vector<std::string> proxy_lines(
    const value& state,
    const value& one,
    bool is_open,
    room wide,
    bool colour
) {
  sheet on(wide, colour);
  on.head(
      at(one, "id"),
      fmt::format(
          ": {} proxy of the {}, {}",
          at(one, "protocol"),
          at(one, "made_by") == "api" ? "API" : "file",
          is_open ? "open" : "closed"
      ),
      hue::strong
  );
  on.add("listens on", at(one, "listen"));
  on.add("leads to", at(one, "upstream"));
  if (is_open) {
    on.add(
        "connections",
        fmt::format(
            "{} open, {} opened",
            at(one, "connections", "active"),
            at(one, "connections", "opened")
        )
    );
    on.add(
        "bytes",
        fmt::format(
            "{} to upstream, {} to client, {} held",
            bytes_at(one, "to_upstream"),
            bytes_at(one, "to_client"),
            bytes_at(one, "held")
        )
    );
  }
  if (config::find(one, "exchanges") != nullptr)
    on.add(
        "exchanges",
        fmt::format(
            "{} over, {} failed",
            at(one, "exchanges", "over"),
            at(one, "exchanges", "failed")
        )
    );
  add_faults(faults_on(state, "proxies", at(one, "id")), wide, colour, on.lines);
  return std::move(on.lines);
}

std::vector<std::string> daemon_lines(
    const value& state,
    const value& one,
    room wide,
    bool colour
) {
  const std::string slots = at(one, "slots");
  const auto faults = faults_on(state, "daemons", at(one, "id"));
  sheet on(wide, colour);
  on.head(
      at(one, "id"),
      fmt::format(": {} daemon, {} slot{}", at(one, "scope"), slots, slots == "1" ? "" : "s"),
      hue::strong
  );
  std::vector<row> instances, doors;
  add_instances(one, fault_names(faults), instances);
  add_table(instance_heads, instances, wide, colour, on.lines);
  for (const value& each : list_in(one, "doors")) {
    doors.push_back(
        {{at(each, "proxy"),
          at(each, "ok"),
          at(each, "timeout"),
          at(each, "rejected"),
          at(each, "cancelled")},
         hue::strong}
    );
  }
  add_table(
      {"connections of", "let in", "timed out", "rejected", "gave up"},
      doors,
      wide,
      colour,
      on.lines
  );
  add_faults(faults, wide, colour, on.lines);
  return std::move(on.lines);
}

std::vector<std::string> fault_lines(const value& one, room wide, bool colour) {
  sheet on(wide, colour);
  const bool acts = config::is_true_at(one, "in_force");
  on.head(
      at(one, "id"),
      fmt::format(": {}, {}", at(one, "kind"), acts ? "in force" : "waits for its time"),
      acts ? hue::injected : hue::quiet
  );
  on.add("on", targets_of(one));
  on.add("armed by", fmt::format("{}, at {}", at(one, "by"), at(one, "since")));
  on.add("ends", fmt::format("in {}, by its {}", at(one, "expires_in"), at(one, "owner")));
  on.add(
      "hits",
      fmt::format("{} of {} looked at", at(one, "did", "injected"), at(one, "did", "evaluated"))
  );
  const value* const written = config::find(one, "written");
  const auto* const keys = written == nullptr ? nullptr : written->as<config::table>();
  for (std::size_t i = 0; keys != nullptr && i < keys->entries.size(); ++i) {
    const config::entry& each = keys->entries[i];
    const bool is_plain = each.of.as<config::table>() == nullptr && each.of.as<bool>() == nullptr;
    on.add(each.key, is_plain ? shown(&each.of) : config::to_json(each.of));
  }
  return std::move(on.lines);
}

}  // namespace

std::vector<std::string> list_lines(const value& state, room wide, bool colour) {
  std::vector<row> rows;
  for (const value& one : list_in(state, "proxies")) rows.push_back(list_row(state, one, true));
  for (const value& one : list_in(state, "closed")) rows.push_back(list_row(state, one, false));
  std::vector<std::string> lines;
  add_table(
      {"proxy", "listens on", "leads to", "speaks", "now", "made by", "faults"},
      rows,
      wide,
      colour,
      lines
  );
  std::vector<row> instances;
  for (const value& one : list_in(state, "daemons"))
    add_instances(one, fault_names(faults_on(state, "daemons", at(one, "id"))), instances);
  if (!instances.empty()) add_table(instance_heads, instances, wide, colour, lines);
  return lines;
}

std::vector<std::string> inspect_lines(
    const value& state,
    const std::string& id,
    room wide,
    bool colour
) {
  if (const value* const one = config::find(state, "proxies", id))
    return proxy_lines(state, *one, true, wide, colour);
  if (const value* const one = config::find(state, "closed", id))
    return proxy_lines(state, *one, false, wide, colour);
  if (const value* const one = config::find(state, "daemons", id))
    return daemon_lines(state, *one, wide, colour);
  if (const value* const one = config::find(state, "faults", id))
    return fault_lines(*one, wide, colour);
  return {};
}

}  // namespace surgeline::report
