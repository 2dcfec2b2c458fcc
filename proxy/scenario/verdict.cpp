#include "surgeline/scenario/verdict.hpp"

#include <algorithm>
#include <utility>

namespace surgeline::scenario {
namespace {

int gravity(verdict_kind kind) {
  switch (kind) {
    case verdict_kind::pass:
      return 0;
    case verdict_kind::inconclusive:
      return 1;
    case verdict_kind::fail:
      return 2;
    case verdict_kind::metastable:
      return 3;
    case verdict_kind::aborted:
      return 4;
  }
  return 0;
}

}  // namespace

void verdict::add(reason because) {
  if (gravity(because.speaks_for) > gravity(kind)) kind = because.speaks_for;
  reasons.push_back(std::move(because));
}

int exit_code(verdict_kind kind, verdict_kind expected) {
  if (kind == expected) return 0;
  switch (kind) {
    case verdict_kind::pass:
      return 1;  // a pass that was not expected breaks the expectation
    case verdict_kind::fail:
      return 1;
    case verdict_kind::inconclusive:
      return 3;
    case verdict_kind::aborted:
      return 4;
    case verdict_kind::metastable:
      return 5;
  }
  return 70;
}

}  // namespace surgeline::scenario
