// What ./dev lint holds the scripts of this repository against: mistakes, not taste.
import js from "@eslint/js";

const known = (names) => Object.fromEntries(names.split(" ").map((one) => [one, "readonly"]));
const everywhere = known("AbortController AbortSignal Headers Response TextDecoder TextEncoder URL URLSearchParams clearInterval clearTimeout console fetch performance queueMicrotask setInterval setTimeout structuredClone");
const browser = known("ResizeObserver addEventListener document getComputedStyle innerWidth innerHeight localStorage location matchMedia sessionStorage window");
const node = known("Buffer process setImmediate");
const rules = { ...js.configs.recommended.rules, eqeqeq: "error", "no-var": "error", "prefer-const": "error", "no-unused-vars": ["error", { argsIgnorePattern: "^_", caughtErrors: "none" }], "no-implicit-globals": "error", "no-eval": "error", "no-implied-eval": "error" };
const modules = { ecmaVersion: 2022, sourceType: "module" };

export default [
  { ignores: ["**/node_modules/**", "dashboards/live/vendor/**", "build/**", "out/**"] },
  { files: ["dashboards/live/*.mjs"], languageOptions: { ...modules, globals: { ...everywhere, ...browser } }, rules },
  { files: ["dashboards/live/theme.js"], languageOptions: { ecmaVersion: 2022, sourceType: "script", globals: { ...everywhere, ...browser } }, rules },
  { files: ["dashboards/live/old.js"], languageOptions: { ecmaVersion: 5, sourceType: "script", globals: { ...browser } }, rules: { ...rules, "no-var": "off", "no-implicit-globals": "off" } },
  { files: ["dashboards/grafana/**/*.mjs", "tests/**/*.mjs", "scenarios/**/*.mjs"], languageOptions: { ...modules, globals: { ...everywhere, ...node } }, rules },
  { files: ["tests/real/live/{page_test,figures_test,stage}.mjs", "tests/real/report_page.mjs"], languageOptions: { globals: browser } },
];
