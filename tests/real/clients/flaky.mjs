// Pages that fail: by chance, or when they are told to.

/** The same numbers in every process: mulberry32. */
export function chance(seed) {
  return () => {
    seed = (seed + 0x6d2b79f5) | 0;
    let bits = Math.imul(seed ^ (seed >>> 15), 1 | seed);
    bits = (bits + Math.imul(bits ^ (bits >>> 7), 61 | bits)) ^ bits;
    return ((bits ^ (bits >>> 14)) >>> 0) / 2 ** 32;
  };
}

const next = chance(20240607);
let share = 0;
let sick = false;

function answer(request, response, failed) {
  request.resume();
  response.statusCode = failed ? 503 : 200;
  response.end(failed ? "no\n" : "yes\n");
}

export const flaky = {
  /** Fails with the share that it was told last, whoever asks. */
  flaky: (request, response) => answer(request, response, next() < share),
  "fail-share": (request, response, percent) => {
    share = percent / 100;
    answer(request, response, false);
  },
  /** Fails while it is sick. */
  service: (request, response) => answer(request, response, sick || next() < share),
  sick: (request, response, on) => {
    sick = on === 1;
    answer(request, response, false);
  },
};
