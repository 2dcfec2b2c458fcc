#include "json_files.hpp"

#include <algorithm>
#include <boost/json.hpp>
#include <set>

#include "surgeline/scenario/run_identity.hpp"
#include "surgeline/scenario/written_keys.hpp"

namespace surgeline::report {
namespace {

namespace json = boost::json;

}  // namespace

json::array files_json(std::span<const execution> all) {
  std::set<std::string> known;
  json::array made;
  for (const execution& each : all) {
    if (each.point || !known.insert(each.record.variant).second) continue;
    const scenario::file& file = each.record.file;
    made.push_back(
        file_json(each.record.variant, scenario::fingerprint(file), scenario::written_keys(file))
    );
  }
  return made;
}

json::object file_json(
    const std::string& variant,
    const std::string& config,
    const std::map<std::string, std::string>& keys
) {
  json::object all;
  for (const auto& [path, is] : keys) all.emplace(path, is);
  return {{"variant", variant}, {"config", config}, {"keys", std::move(all)}};
}

shapes::shape file_shape() {
  using namespace shapes;
  return object({
      {"variant", text("empty without")},
      {"config", text("a short hash of everything it says")},
      {"keys",
       {{"type", "object"},
        {"additionalProperties", text("as TOML")},
        {"description",
         "by their paths, defaults too; without variables and the environment and command lines of "
         "programs, which may hold secrets"}}},
  });
}

json::array aborts_json(const execution& of) {
  json::array made;
  for (const scenario::abort_rule& rule : of.record.file.aborts) {
    const auto& reasons = of.judgement.verdict.reasons;
    const auto said = std::ranges::find_if(reasons, [&](const scenario::reason& each) {
      return each.rule == rule.id && each.code == "abort_rule";
    });
    const bool spoke = said != reasons.end();
    made.push_back(json::object{
        {"id", rule.id},
        {"spoke", spoke},
        {"text", spoke ? said->text : rule.watched()},
    });
  }
  return made;
}

shapes::shape abort_shape() {
  using namespace shapes;
  return object({
      {"id", text()},
      {"spoke", truth("it ended the run")},
      {"text", text("what it said; else what it watches")},
  });
}

}  // namespace surgeline::report
