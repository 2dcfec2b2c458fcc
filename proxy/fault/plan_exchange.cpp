#include "surgeline/fault/plan.hpp"

/// What the faults of a plan decide for HTTP exchanges.
namespace surgeline::fault {

exchange_effect plan::on_request(subject&, const request&, ledger&) const { return {}; }

exchange_effect plan::on_response(subject&, const response&, ledger&) const { return {}; }

}  // namespace surgeline::fault
