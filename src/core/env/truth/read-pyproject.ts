import { z } from "zod";
import { readDamageableToml } from "./read-damageable.ts";
import { PROJECT_NAME, PROJECT_VERSION } from "./render-pyproject.ts";
import type { Truth } from "./truth.ts";

const Texts = z.array(z.string().min(1).max(8192)).max(20_000);
const Name = z.string().min(1).max(200);

const IndexTable = z.strictObject({
  name: Name,
  url: z.string().min(1).max(4096),
  format: z.enum(["simple", "flat"]),
  explicit: z.boolean(),
  default: z.boolean(),
});

/** Just what `renderPyproject` writes: anything else was put there by somebody else. */
const Pyproject = z.strictObject({
  project: z.strictObject({
    name: z.literal(PROJECT_NAME),
    version: z.literal(PROJECT_VERSION),
    "requires-python": z.string().min(1).max(200),
    dependencies: Texts,
  }),
  "dependency-groups": z.record(Name, Texts),
  tool: z.strictObject({
    uv: z.strictObject({
      package: z.literal(false),
      "default-groups": z.literal("all"),
      environments: Texts,
      "override-dependencies": Texts,
      "exclude-newer": z.string().min(1).max(200).optional(),
      "exclude-newer-package": z.record(Name, z.literal(false)).optional(),
      "no-build": z.literal(true),
      "no-binary-package": Texts,
      sources: z.record(Name, z.strictObject({ index: Name })).default({}),
      index: z.array(IndexTable).max(100).default([]),
    }),
  }),
});

/**
 * Reads what `renderPyproject` wrote. Rules: ET2, ET6.
 *
 * @throws TouchstoneError ENV_DAMAGED with the place, also for what is right for uv and was not written by us.
 */
export function readPyproject({ file, text }: { readonly file: string; readonly text: string }): Truth {
  const { project, "dependency-groups": groups, tool } = readDamageableToml({ file, text }, Pyproject);
  const { sources } = tool.uv;
  return {
    requiresPython: project["requires-python"],
    environments: tool.uv.environments,
    core: project.dependencies,
    groups,
    overrides: tool.uv["override-dependencies"],
    indexes: tool.uv.index,
    sources: Object.fromEntries(Object.entries(sources).map(([name, { index }]) => [name, index])),
    excludeNewer: tool.uv["exclude-newer"] ?? null,
    buildsAllowed: tool.uv["no-binary-package"],
  };
}
