import { expect, test } from "vitest";
import { readFacts } from "./read-facts.ts";
import { readPremises } from "./words.ts";

const FIRST = "error: No solution found when resolving dependencies for split (markers: sys_platform == 'linux')";

test("[EC1] premises are taken, conclusions and hints are not", () => {
  const words = `Using CPython 3.11.7 interpreter at: /usr/bin/python3
${FIRST}
  cause: Because all versions of beta depend on numpy>=2 and all versions of alpha depend on numpy<2, we can conclude that all versions of alpha and all versions of beta are incompatible.
         And because only the following versions of gamma are available:
             gamma==1.0
             gamma>=2.0
         we can conclude that gamma cannot be used. (1)

         Because delta==1.0 depends on gamma==1.*, we can conclude that delta depends on one of:
             gamma==1.1
             gamma==1.2

         Because we know from (1) that gamma cannot be used and we know from (2) that delta==1.0 cannot be used, your project's requirements are unsatisfiable.

hint: Wheels are required for \`gamma\` because building from source is disabled
`;
  expect(readPremises(words)).toEqual([
    "all versions of beta depend on numpy>=2 and all versions of alpha depend on numpy<2",
    "only the following versions of gamma are available: gamma==1.0 gamma>=2.0",
    "delta==1.0 depends on gamma==1.*",
  ]);
});

test("[EC1] the report with crosses and arrows reads as the other one", () => {
  const words = `  × No solution found when resolving dependencies:
  ╰─▶ Because there is no version of zzz==9 and your project depends on zzz==9, we can conclude that your project's
      requirements are unsatisfiable.
`;
  expect(readPremises(words)).toEqual(["there is no version of zzz==9 and your project depends on zzz==9"]);
});

test("[EC1] a report may be one statement without a conclusion", () => {
  const words = `${FIRST}\n  cause: your project depends on zzz<1 and zzz>=2, which are incompatible\n`;
  expect(readPremises(words)).toEqual(["your project depends on zzz<1 and zzz>=2, which are incompatible"]);
});

test.each([
  ["other words", "error: Failed to fetch: `https://pypi.org/simple/numpy/`"],
  ["no explanation", `${FIRST}\n`],
  ["a sentence that concludes nothing", `${FIRST}\n  cause: Because the moon is full.\n`],
])("[EC2] %s have no premises", (_, words) => {
  expect(readPremises(words)).toBeNull();
});

const core = { kind: "core" };
const nodeA = { kind: "group", group: "node-a" };
const alpha = { kind: "package", name: "alpha", extras: "", range: [""] };

test.each([
  ["your project depends on torch==2.5.1", [{ kind: "needs", by: core, needed: { name: "torch", range: ["==2.5.1"] } }]],
  [
    "comfy-env:node-a depends on numpy<2 and numpy>=2, which are incompatible",
    [
      { kind: "needs", by: nodeA, needed: { name: "numpy", range: ["<2"] } },
      { kind: "needs", by: nodeA, needed: { name: "numpy", range: [">=2"] } },
    ],
  ],
  [
    "all versions of alpha depend on one of: numpy<1.1 numpy>1.1 and comfy-env:node-a depends on alpha",
    [
      { kind: "needs", by: alpha, needed: { name: "numpy", range: ["<1.1", ">1.1"] } },
      { kind: "needs", by: nodeA, needed: { name: "alpha", range: [""] } },
    ],
  ],
  [
    "all of: alpha<1 alpha>2 depend on numpy{python_full_version < '3.12' and sys_platform == 'linux'}>=2",
    [{ kind: "needs", by: { ...alpha, range: ["<1", ">2"] }, needed: { name: "numpy", range: [">=2"] } }],
  ],
  [
    "all versions of alpha[fast] depend on numpy",
    [{ kind: "needs", by: { ...alpha, extras: "[fast]" }, needed: { name: "numpy", range: [""] } }],
  ],
  ["your project requires your project and comfy-env:node-a", []],
  ["there are no versions of alpha", [{ kind: "absent", packages: { name: "alpha", range: [""] } }]],
  ["only alpha<=2.0 is available", [{ kind: "available", packages: { name: "alpha", range: ["<=2.0"] } }]],
  ["alpha was not found in the package registry", [{ kind: "not_found", name: "alpha" }]],
  ["alpha was not found in the provided package locations", [{ kind: "not_found", name: "alpha" }]],
  ["alpha==1.0 has no usable wheels", [unusable("build")]],
  ["alpha==1.0 requires Python >=3.13, <4", [unusable("python")]],
  [
    "the requested Python version (==3.11.*) does not satisfy Python>=3.13 and alpha==1.0 depends on Python>=3.13",
    [unusable("python")],
  ],
  ["alpha==1.0 has no wheels with a matching Python ABI tag (e.g., `cp311`)", [unusable("python")]],
  ["alpha==1.0 has no wheels with a matching platform tag (e.g., `win_amd64`)", [unusable("platform")]],
  ["alpha==1.0 has no `platform_machine == 'x86_64' and sys_platform == 'linux'`-compatible wheels", [unusable("platform")]],
  ["alpha==1.0 was yanked (reason: it was broken, and how)", [unusable("yanked")]],
  [
    "we know from (1) that alpha, all versions of beta and numpy!=1.5 are incompatible and your project depends on gamma",
    [{ kind: "needs", by: core, needed: { name: "gamma", range: [""] } }],
  ],
  [
    "we know from (12) that comfy-env:node-a's requirements are unsatisfiable and your project depends on gamma",
    [{ kind: "needs", by: core, needed: { name: "gamma", range: [""] } }],
  ],
  [
    "we know from (2) that alpha depends on beta and gamma and your project depends on gamma",
    [{ kind: "needs", by: core, needed: { name: "gamma", range: [""] } }],
  ],
  ["we know from (2) that your project's requirements, alpha are incompatible", []],
])("[EC3] %s", (premise, facts) => {
  expect(readFacts([premise])).toEqual(facts);
});

function unusable(obstacle: string): object {
  return { kind: "unusable", packages: { name: "alpha", range: ["==1.0"] }, obstacle };
}

test.each([
  "alpha depends on beta but not on gamma",
  "alpha ∅ depends on beta",
  "network connectivity is disabled, but the metadata wasn't found in the cache",
  "alpha==1.0 has an invalid package format",
  "alpha==1.0 has no wheels with a matching moon tag",
  "alpha has no luck",
  "your project was not found in the package registry",
  "only alpha is missing",
  "only the following versions of alpha are missing: alpha<1",
  "the requested Python version (3.11) is old",
  "the requested Python version (3.11) does not satisfy anybody",
  "we know from hearsay that alpha cannot be used",
  "we know from (1) what alpha is",
  "alpha==1.0 was yanked without a word",
  "alpha depends on",
  "alpha depends on beta!=1.*",
  "alpha depends on beta==one",
  "alpha==1.x depends on beta",
  "only the following versions of alpha are available: alpha<1 alpha==1.x",
])("[EC2] `%s` is not understood", (premise) => {
  expect(readFacts(["your project depends on gamma", premise])).toBeNull();
});
