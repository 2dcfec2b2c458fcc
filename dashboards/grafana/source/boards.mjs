// Every board, in the order in which they are linked.
import { cascade } from "./boards/cascade.mjs";
import { daemons } from "./boards/daemons.mjs";
import { experiment } from "./boards/experiment.mjs";
import { health } from "./boards/health.mjs";
import { hosts } from "./boards/hosts.mjs";
import { isItUs } from "./boards/is_it_us.mjs";
import { loads } from "./boards/load.mjs";
import { retries } from "./boards/retries.mjs";
import { sizing } from "./boards/sizing.mjs";

export const boards = [isItUs, experiment, cascade, retries, daemons, hosts, loads, sizing, health];
/** The file of a board, and what is in it. */
export const files = boards.map((one) => ({ name: `${one.uid}.json`, text: `${JSON.stringify(one, null, 2)}\n` }));
