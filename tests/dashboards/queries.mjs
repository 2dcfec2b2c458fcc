// Every query of a board, with what stands for its variables.

/** Each query of a board's panels: { panel, expr, now }. */
export const queriesOf = (board) =>
  board.panels.flatMap((panel) => (panel.targets ?? []).map((one) => ({ panel: panel.title, expr: one.expr, now: one.instant === true })));

/** An expression with values in place of `$name`; whatever has no value stays. */
export const filledIn = (expression, values) =>
  expression.replace(/\$(\w+)/g, (whole, name) => values[name] ?? whole);

/** The variables that a text refers to. */
export const variablesIn = (words) => [...words.matchAll(/\$\{?(\w+)/g)].map((one) => one[1]);
