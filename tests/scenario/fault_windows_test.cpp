#include "surgeline/scenario/fault_windows.hpp"

#include <gmock/gmock.h>

#include "scenario/recorded.hpp"
#include "surgeline/scenario/conductor.hpp"

namespace surgeline::scenario {
namespace {

using testing::ElementsAre;
using testing::IsEmpty;

/// Baseline for a second, then `one` and `two` of ten seconds, then `after`.
file scheduled(std::optional<scenario::schedule> by, std::vector<std::string> during) {
  file made = proxied_scenario();
  add_phase(made, "one", 10s, phase_role::normal);
  add_phase(made, "two", 10s, phase_role::normal);
  add_phase(made, "after", 10s, phase_role::recover);
  add_fault(made, "cut", surgeline::fault::stall{}, std::move(during)).schedule = std::move(by);
  return made;
}
scenario::schedule every(duration span, duration lasting) {
  return {.every = span, .first = 1s, .lasting = distribution::fixed(lasting)};
}

TEST(FaultWindows, AreAsLongAsTheStretchWithoutASchedule) {
  const fault_windows windows(scheduled({}, {"one", "two"}), 1);
  EXPECT_THAT(windows.of(0), ElementsAre(span{at(1s), at(21s)}));
}

TEST(FaultWindows, CountFromTheStartOfAnUnbrokenStretch) {
  const fault_windows windows(scheduled(every(7s, 1s), {"one", "two"}), 1);
  EXPECT_THAT(
      windows.of(0),
      ElementsAre(span{at(2s), at(3s)}, span{at(9s), at(10s)}, span{at(16s), at(17s)})
  );
}

TEST(FaultWindows, EndWhenAFaultHasLivedInEachStretch) {
  file made = scheduled({}, {"one"});
  made.faults[0].ttl = 3s;
  EXPECT_THAT(fault_windows(made, 1).of(0), ElementsAre(span{at(1s), at(4s)}));
  made.faults[0].schedule = every(2s, 1s);
  EXPECT_THAT(fault_windows(made, 1).of(0), ElementsAre(span{at(2s), at(3s)}));
}

TEST(FaultWindows, SayWhoIsInForceAndWhenThatChanges) {
  const fault_windows windows(scheduled(every(7s, 1s), {"two"}), 1);
  EXPECT_THAT(windows.in_force(at(11s)), IsEmpty());
  EXPECT_EQ(windows.next_change(at(11s)), at(12s));
  EXPECT_THAT(windows.in_force(at(12s)), ElementsAre(0U));
  EXPECT_EQ(windows.next_change(at(12s)), at(13s));
  EXPECT_THAT(windows.in_force(at(13s)), IsEmpty());
  EXPECT_EQ(windows.next_change(at(20s)), never);
}

TEST(FaultWindows, AreWhenAConductorArmsAFault) {
  const file made = scheduled(every(7s, 1s), {"one", "two"});
  conductor by(made);
  const measure::recording nothing;
  while (!by.finished()) by.advance(by.next_due(), nothing);
  std::vector<span> armed;
  for (const activation& one : by.so_far().activations) armed.push_back(one.when);
  EXPECT_THAT(
      armed,
      ElementsAre(span{at(2s), at(3s)}, span{at(9s), at(10s)}, span{at(16s), at(17s)})
  );
}

}  // namespace
}  // namespace surgeline::scenario
