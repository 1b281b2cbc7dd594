/** The dependency rule: cli → app → every leaf → core → nothing; one door for each package. */

const leaves =
  "lanes|tools|skills|sandbox|approval|input|model|session|mcp|sinks|inspector|eval|config";

/** `name` may be imported only from files that match `door`. */
const door = (name, path) => ({
  name: `one-door-for-${name.replace(/\W+/g, "-")}`,
  severity: "error",
  from: { path: "^src/", pathNot: path },
  to: { path: `(^|/)node_modules/${name}/` },
});

module.exports = {
  forbidden: [
    { name: "no-cycles", severity: "error", from: { path: "^src/" }, to: { circular: true } },
    {
      name: "core-imports-core-only",
      severity: "error",
      from: { path: "^src/core/" },
      to: { pathNot: "^src/core/" },
    },
    {
      name: "pure-folders-import-no-node-module",
      severity: "error",
      from: { path: "^src/(core|lanes|tools)/" },
      to: { dependencyTypes: ["core"] },
    },
    {
      name: "pure-folders-import-no-package",
      severity: "error",
      from: { path: "^src/(core|lanes|tools)/" },
      to: { path: "node_modules" },
    },
    {
      name: "a-leaf-imports-core-and-itself",
      severity: "error",
      from: { path: `^src/(${leaves})/` },
      to: { path: "^src/", pathNot: "^src/(core|$1)/" },
    },
    {
      name: "only-app-imports-leaves",
      severity: "error",
      from: { path: "^src/", pathNot: ["^src/app/", `^src/(${leaves})/`] },
      to: { path: `^src/(${leaves})/` },
    },
    {
      name: "only-cli-and-index-import-app",
      severity: "error",
      from: { path: "^src/", pathNot: ["^src/app/", "^src/cli.ts$", "^src/index.ts$"] },
      to: { path: "^src/app/" },
    },
    {
      name: "nobody-imports-cli",
      severity: "error",
      from: { path: "^src/" },
      to: { path: "^src/(cli|index)\\.ts$" },
    },
    {
      // Whose program it is decides when that ends.
      name: "the-library-ends-no-process",
      severity: "error",
      from: { path: "^src/index\\.ts$" },
      to: { path: "^src/app/(leave|stop-signals)\\.ts$", reachable: true },
    },
    {
      name: "tests-stay-outside",
      severity: "error",
      from: { path: "^src/" },
      to: { path: "^(test|scripts|bench)/" },
    },
    door("openai", "^src/model/"),
    door("ajv", "^src/model/"),
    door("execa", "^src/sandbox/"),
    door("gray-matter", "^src/skills/"),
    door("globby", "^src/skills/"),
    door("yargs", "^src/(cli\\.ts$|app/)"),
    door("diff", "^src/approval/"),
    door("marked", "^src/sinks/"),
    door("get-east-asian-width", "^src/(sinks|approval|input)/"),
  ],
  options: {
    tsPreCompilationDeps: true,
    tsConfig: { fileName: "tsconfig.json" },
    doNotFollow: { path: "node_modules" },
    enhancedResolveOptions: {
      exportsFields: ["exports"],
      conditionNames: ["import", "node", "default"],
    },
  },
};
