#pragma once

#include "surgeline/app/options.hpp"

namespace surgeline::app {

/// `surgeline run` and `surgeline sim`: carries a file out, judges, shows and reports it. Returns the exit code.
int execute(const options& asked);

/// `surgeline margin`: finds the value of a key that tips the system in half of the runs. Returns the exit code.
int margin(const options& asked);

/// `surgeline serve`: a sidecar, until it is told to end. Returns the exit code.
int serve(const options& asked);

/// `surgeline check`: says what is wrong with files, or what they would do. Returns the exit code.
int check(const options& asked);

/// `surgeline check --diff`: names the keys in which two files, or two variants, differ. Returns the exit code.
int diff(const options& asked);

/// `surgeline sweep`: carries a file out at every point of its [sweep]. Returns the exit code.
int sweep(const options& asked);

/// `surgeline report`: shows a stored report, or compares two. Returns the exit code.
int reports(const options& asked);

/// `surgeline docs`: prints a reference page. Returns the exit code.
int docs(const options& asked);

/// `surgeline ctl`: drives a running sidecar. Returns the exit code.
int ctl(const options& asked);

/// `surgeline ctl health`: asks what a kubelet asks, and says what it heard. Returns the exit code: 0 when it is ready.
int health(const options& asked);

}  // namespace surgeline::app
