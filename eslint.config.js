import js from "@eslint/js";
import globals from "globals";

const strict = {
  ...js.configs.recommended.rules,
  "no-unused-vars": ["error", { argsIgnorePattern: "^_", varsIgnorePattern: "^_" }],
  eqeqeq: "error",
  "no-var": "error",
  "prefer-const": "error",
  "no-eval": "error",
  "no-implied-eval": "error",
  "object-shorthand": "error",
  "require-atomic-updates": "off",
};

export default [
  { ignores: ["build/", "dist/", "node_modules/", "bench/node_modules/", "docs/"] },
  {
    files: ["extension/**/*.js"],
    ignores: ["extension/capture/**"],
    languageOptions: { ecmaVersion: 2024, sourceType: "module", globals: { ...globals.browser, ...globals.webextensions } },
    rules: strict,
  },
  {
    // Classic scripts of one world: what one file declares the next ones use, in the order of the manifest.
    files: ["extension/capture/**/*.js"],
    languageOptions: { ecmaVersion: 2024, sourceType: "script", globals: { ...globals.browser, ...globals.webextensions } },
    rules: { ...strict, "no-undef": "off", "no-unused-vars": "off", "no-redeclare": "off" }, // tsc sees across the files
  },
  {
    files: ["tests/e2e/site/feed.js"],
    languageOptions: { ecmaVersion: 2024, sourceType: "script", globals: globals.browser },
    rules: strict,
  },
  {
    files: ["**/*.mjs", "eslint.config.js"],
    languageOptions: { ecmaVersion: 2024, sourceType: "module", globals: { ...globals.node, ...globals.browser, ...globals.webextensions } },
    rules: strict,
  },
];
