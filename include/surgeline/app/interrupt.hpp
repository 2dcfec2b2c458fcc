#pragma once

namespace surgeline::app {

/// From now on SIGINT and SIGTERM only ask for an end: runs stop as aborted, with their faults cleared.
void watch_for_interrupts();

/// True once one of them has come.
bool interrupted();

}  // namespace surgeline::app
