#include "json_sidecars.hpp"

#include <boost/json.hpp>

#include "json_text.hpp"
#include "sidecars.hpp"
#include "surgeline/core/units.hpp"

namespace surgeline::report {
namespace {

namespace json = boost::json;
using scenario::record;

json::array hits_json(const record& of, const scenario::sidecar_record& one) {
  json::array all;
  const auto& tallies = one.faults.tallies();
  for (std::size_t slot = 0; slot < std::min(tallies.size(), of.file.faults.size()); ++slot) {
    all.push_back(json::object{
        {"fault", of.file.faults[slot].id},
        {"evaluated", tallies[slot].evaluated},
        {"selected", tallies[slot].selected},
        {"capped", tallies[slot].capped},
        {"injected", tallies[slot].injected},
        {"delayed", tallies[slot].delayed},
    });
  }
  return all;
}

json::value loss_json(const scenario::loss* lost) {
  if (lost == nullptr) return nullptr;
  return json::object{
      {"at_seconds", rounded(seconds(lost->when.time_since_epoch()))},
      {"why", lost->why}
  };
}

}  // namespace

json::array sidecars_json(const record& of) {
  json::array all;
  for (std::size_t i = 0; i < of.sidecars.size(); ++i) {
    const scenario::sidecar_record& one = of.sidecars[i];
    all.push_back(json::object{
        {"control", one.control},
        {"proxies", json::value_from(one.proxies)},
        {"clock_ahead_seconds", rounded(seconds(one.clock_ahead))},
        {"clock_within_seconds", rounded(seconds(one.clock_within))},
        {"armed_within_seconds", rounded(seconds(one.armed_within))},
        {"lost", loss_json(loss_of(of, i))},
        {"connections", one.connections},
        {"bytes", one.bytes},
        {"exchanges", one.exchanges},
        {"failed", one.failed},
        {"attestations", hits_json(of, one)},
    });
  }
  return all;
}

shapes::shape sidecar_shape() {
  using namespace shapes;
  const shape hits = object({
      {"fault", text()},
      {"evaluated", count("units it could have hit")},
      {"selected", count("units its draw picked")},
      {"capped", count("units its draw picked in vain")},
      {"injected", count("of those, the ones in which it did something")},
      {"delayed", count("chunks let go late")},
  });
  return object({
      {"control", text("where it was driven")},
      {"proxies", list_of(text(), "of the file, those that it has")},
      {"clock_ahead_seconds", number("of its wall clock, of the runner's, before the run")},
      {"clock_within_seconds", number("the error of that at most")},
      {"armed_within_seconds",
       number("the longest until a change of faults was in force here; between sidecars faults "
              "begin and end apart by the longest of these at most")},
      {"lost", maybe(object({{"at_seconds", number()}, {"why", text()}}))},
      {"connections", count("on those proxies during the run, as what follows")},
      {"bytes", count("in both directions")},
      {"exchanges", count("on proxies that read HTTP")},
      {"failed", count("of those")},
      {"attestations", list_of(hits, "of each fault, here; all sidecars together are the run's")},
  });
}

}  // namespace surgeline::report
