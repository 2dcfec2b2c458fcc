#pragma once

#include "surgeline/config/value.hpp"
#include "surgeline/sidecar/sidecar.hpp"

namespace surgeline::sidecar {

/// What a sidecar is and does just now, as `GET /v1/state` shows it: proxies with their addresses and counts; daemons; faults
/// that are armed with whoever did that, whether they are in force, when that changes, when they end and what they have done; the
/// lease and what its run tells; what every fault has done since the start; and what time it is here.
config::value state_of(const sidecar& of);

/// Every proxy as it is there, open or closed, by id; every fault that is armed, in the order of their plan.
config::array proxies_state(const sidecar& of);
config::array faults_state(const sidecar& of);
/// Every daemon that proxies wait for, in file order: how each instance is, who came through which proxy, what is armed for it.
config::array daemons_state(const sidecar& of);
/// A fault that is armed.
config::value fault_state(const sidecar& of, const standing& one);

/// A draw of a fault as a log shows it.
config::table decision_line(
    const std::string& proxy,
    const std::string& fault,
    const fault::decision& made
);
/// The last draws, each with its number as `n`.
config::array decisions_state(const sidecar& of);

/// What the run tells that holds the lease or held it last, and its verdict; null when there is nothing to tell.
config::value run_state_of(const sidecar& of);

/// The lease that holds, or null: its id, whoever has it, and how long it still holds unless it is renewed.
config::value lease_state(const sidecar& of);

}  // namespace surgeline::sidecar
