import * as fc from "fast-check";
import { describe, expect, test } from "vitest";
import { z } from "zod";
import { Profile } from "../assets/records/checkpoint.ts";
import { Baseline, Lora } from "../assets/records/lora.ts";
import { Project } from "../assets/records/project.ts";
import { Spec } from "../assets/records/spec.ts";
import { TagCatalogue } from "../assets/records/tag.ts";
import { parseAuthored } from "./parse.ts";
import { problemLines } from "./problem-lines.fixture.ts";

const MINIMAL = "id: gem\ntitle: Gem\nassetType: ui_icon\noutput: { kind: single_image }\n";

function problemsOf(text: string, schema: z.ZodType = Spec, file = "specs/gem.yaml"): string[] {
  const parsed = parseAuthored({ file, text }, schema);
  return parsed.kind === "parsed" ? [] : problemLines(parsed.problems);
}

function valueOf<T>(text: string, schema: z.ZodType<T>): T {
  const parsed = parseAuthored({ file: "a.yaml", text }, schema);
  if (parsed.kind === "invalid") throw new Error(problemLines(parsed.problems).join("\n"));
  return parsed.value;
}

describe("a valid file", () => {
  test("[A1] gives the record with its defaults", () => {
    expect(valueOf(MINIMAL, Spec)).toMatchObject({ id: "gem", status: "draft", output: { kind: "single_image", variants: 1 } });
  });

  test("[A1] may be JSON, indented with tabs", () => {
    const text = '{\n\t"id": "gem",\n\t"title": "Gem",\n\t"assetType": "ui_icon",\n\t"output": { "kind": "single_image" }\n}\n';
    expect(valueOf(text, Spec).id).toBe("gem");
  });

  test("[A1] knows the place of each value and key, and of the part around what is not written", () => {
    const parsed = parseAuthored({ file: "specs/gem.yaml", text: `${MINIMAL}tags:\n  - a:b\n  - "c:d"\n` }, Spec);
    if (parsed.kind === "invalid") throw new Error("invalid");
    expect(parsed.placeOf(["tags", 1])).toEqual({ file: "specs/gem.yaml", line: 7, column: 5 });
    expect(parsed.placeOf(["tags"], "key")).toMatchObject({ line: 5, column: 1 });
    expect(parsed.placeOf(["output", "width"])).toMatchObject({ line: 4, column: 1 });
  });

  test("[A1] counts columns in UTF-16 code units and keeps Windows line ends out of values", () => {
    const text = 'id: gem\r\ntitle: "🔥🔥" \r\nassetType: ui_icon\r\noutput: { kind: single_image, x: "🔥", y: 1 }\r\n';
    expect(problemsOf(text).map((line) => line.split(" ")[0])).toEqual(["4:31", "4:40"]);
    expect(valueOf(text.replace(', x: "🔥", y: 1', ""), Spec).title).toBe("🔥🔥");
  });

  test("[A1] shares aliased content", () => {
    const text = `${MINIMAL}tags: &t [a:b]\nprompt: { positive: &p "x", negative: *p }\n`;
    expect(valueOf(text, Spec).prompt).toEqual({ positive: "x", negative: "x" });
  });
});

describe("problems", () => {
  test("[A2] all come at once, in order of place, each with its sentence", () => {
    const text = `# a spec
id: Ember Sword
asset_type: ui_icon
titel: x
status: redy
checkpoint:
tags: [x, "item:weapon"]
contract: { requiredStates: yes, marginPx: 2.5, maxColors: 0 }
seed: { mode: fixed, deriveFrom: [variantIndex] }
output:
  kind: animation
  widht: 12
  height: "3"
  variants: 65
`;
    expect(problemsOf(text)).toMatchInlineSnapshot(`
      [
        "2:5 INPUT_INVALID \`id\` must be a slug: lower-case letters, digits, \`_\` and \`-\`, at most 64, not \`Ember Sword\`",
        "4:1 INPUT_INVALID \`titel\` is not a key: did you mean \`title\`? | Use one of \`id\`, \`title\`, \`assetType\`, \`tags\`, \`status\`, \`checkpoint\`, \`profile\`, \`baseline\`, \`loras\`, \`loraPolicy\`, \`style\`, \`contract\`, \`entityLink\`, \`prompt\`, \`promptPolicy\`, \`seed\`, \`output\`, \`workflow\`, \`pin\`",
        "5:9 INPUT_INVALID \`status\` must be one of \`draft\`, \`ready\`, \`deprecated\`, not \`redy\`: did you mean \`ready\`?",
        "6:1 INPUT_INVALID \`checkpoint\` must be text, not empty | Give it a value, or remove the line",
        "7:8 INPUT_INVALID \`tags[0]\` must be a tag \`group:name\` of two slugs, not \`x\`",
        "8:29 INPUT_INVALID \`contract.requiredStates\` must be a list, not the text \`yes\` | Put the value into brackets: \`[…]\`",
        "8:44 INPUT_INVALID \`contract.marginPx\` must be a whole number, not the number \`2.5\`",
        "8:60 INPUT_INVALID \`contract.maxColors\` must be at least 1, not \`0\`",
        "9:35 INPUT_INVALID \`seed.deriveFrom[0]\` must be one of \`specId\`, \`assetType\`, \`checkpointId\`, \`entityId\`, not \`variantIndex\` | Remove it: variant and part are always mixed in",
        "12:3 INPUT_INVALID \`widht\` is not a key of \`output\`: did you mean \`width\`? | Use one of \`kind\`, \`width\`, \`height\`, \`frames\`, \`states\`, \`tiles\`, \`marks\`, \`variants\`",
        "13:11 INPUT_INVALID \`output.height\` must be a whole number, not the text \`3\` | Remove the quotes",
        "14:13 INPUT_INVALID \`output.variants\` must be at most 64, not \`65\`",
      ]
    `);
  });

  test("[A3] a misspelt key is not reported as missing as well, and suggests no key that is given already", () => {
    expect(problemsOf(MINIMAL.replace("assetType", "asetType"))).toEqual([
      expect.stringMatching(/^3:1 INPUT_INVALID `asetType` is not a key: did you mean `assetType`\?/),
    ]);
    expect(problemsOf(`${MINIMAL}titlee: x\n`)[0]).toMatch(/^5:1 INPUT_INVALID `titlee` is not a key \| Use one of `id`, /);
  });

  test("[A4] a value that is no choice names the nearest", () => {
    expect(problemsOf(MINIMAL.replace("single_image", "single-image"))).toEqual([
      "4:17 INPUT_INVALID `output.kind` must be one of `single_image`, `animation`, `ui_states`, `logo_set`, `tileset`, " +
        "not `single-image`: did you mean `single_image`?",
    ]);
  });

  test("[A5] a missing value is reported at its parent, with its meaning", () => {
    expect(problemsOf(MINIMAL.replace("{ kind: single_image }", "\n  width: 3"))).toEqual([
      "4:1 INPUT_INVALID `kind` is missing in `output` | Add `kind`: what the asset consists of",
    ]);
    expect(problemsOf("# only a comment\n")).toEqual(["1:1 INPUT_INVALID the file is empty | Write a map of keys and values"]);
  });

  test("[A5] a rule about something missing points at its parent", () => {
    expect(problemsOf(`${MINIMAL}seed: { mode: fixed }\n`)).toEqual([
      "5:1 INPUT_INVALID `baseSeed` goes with mode `fixed`, and only with it",
    ]);
    expect(problemsOf(`${MINIMAL}status: ready\n`)).toEqual(["1:1 INPUT_INVALID a ready spec needs a `checkpoint`"]);
  });

  test.each([
    ["title: 12", "2:8 INPUT_INVALID `title` must be text, not the number `12` | Put the value into quotes"],
    ["title: true", "2:8 INPUT_INVALID `title` must be text, not `true` | Put the value into quotes"],
    ["title:", "2:1 INPUT_INVALID `title` must be text, not empty | Give it a value, or remove the line"],
    ['title: ""', "2:8 INPUT_INVALID `title` must not be empty"],
    ["title: [x]", "2:8 INPUT_INVALID `title` must be text, not a list"],
  ])("[A6] `%s` says what is wrong with it", (line, expected) => {
    expect(problemsOf(MINIMAL.replace("title: Gem", line))).toEqual([expected]);
  });

  test.each([
    ["contract: { tileable: yes }", "`contract.tileable` must be `true` or `false`, not the text `yes` | Write `true`"],
    ['contract: { maxColors: "8" }', "`contract.maxColors` must be a whole number, not the text `8` | Remove the quotes"],
    ["contract: { maxColors: 1.5 }", "`contract.maxColors` must be a whole number, not the number `1.5`"],
    [
      "contract: { palette: { colors: [red], maxDistance: 2 } }",
      "`contract.palette.colors[0]` must be a colour like `#d0733a`, not `red`",
    ],
    ["tags: a:b", "`tags` must be a list, not the text `a:b` | Put the value into brackets: `[…]`"],
    ["loras: [{ lora: a, weight: .inf }]", "`loras[0].weight` must be a number, not the number `Infinity`"],
  ])("[A6] `%s` says what is wrong with it", (line, expected) => {
    expect(problemsOf(`${MINIMAL}${line}\n`)[0]?.replace(/^\S+ INPUT_INVALID /, "")).toBe(expected);
  });

  test("[A6] a key of the author's choice that breaks its rule is pointed at itself", () => {
    expect(problemsOf("id: b\ncheckpointId: c\nassetTypes:\n  Foo Bar: {}\n", Baseline)).toEqual([
      "4:3 INPUT_INVALID the key `Foo Bar` must be a slug: lower-case letters, digits, `_` and `-`, at most 64",
    ]);
  });

  test("[A6] a schema's own rule names its subject", () => {
    const text = "id: l\nscope: tag\ncheckpoints: [c]\nweight: { min: 2, default: 1 }\n";
    expect(problemsOf(text, Lora)).toEqual([
      "1:1 INPUT_INVALID a LoRA needs `file` and `sha256`, or `releases`",
      "4:9 INPUT_INVALID `weight` needs min <= default <= max",
    ]);
  });

  test("[A6] two releases of one version, and two fragments of one id, are told apart by place", () => {
    const sha = "0".repeat(64);
    const release = `{ version: 1, status: active, file: a.safetensors, sha256: "${sha}" }`;
    expect(problemsOf(`id: l\nscope: tag\ncheckpoints: [c]\nreleases:\n  - ${release}\n  - ${release}\n`, Lora)).toEqual([
      "6:16 INPUT_INVALID version `1` is released twice",
    ]);
    const fragments = "tags:\n  - id: a:b\n    title: T\n    prompt: { c: [{ id: f, text: x }, { id: f, text: y }] }\n";
    expect(problemsOf(fragments, TagCatalogue)).toEqual(["4:45 INPUT_INVALID fragment `f` is given twice"]);
  });

  test("[A10] more than a hundred are counted", () => {
    const text = `${MINIMAL}${Array.from({ length: 150 }, (_, index) => `zz${index}: 1\n`).join("")}`;
    const lines = problemsOf(text);
    expect(lines).toHaveLength(101);
    expect(lines.at(-1)).toBe("104:1 INPUT_INVALID 50 more problems follow in this file");
  });
});

describe("spellings", () => {
  test("[A7] snake_case is accepted at any depth", () => {
    const text = `${MINIMAL}lora_policy: { max_active_loras: 2 }\ncontract: { margin_px: 3, perspective: { mode: strict } }\n`;
    expect(valueOf(text, Spec)).toMatchObject({ loraPolicy: { maxActiveLoras: 2 }, contract: { marginPx: 3 } });
    expect(valueOf("id: p\nversion: 1\ncheckpoint_id: c\nper_asset_type: { ui_icon: { positive: x } }\n", Profile)).toMatchObject(
      {
        checkpointId: "c",
        perAssetType: { ui_icon: { positive: "x" } },
      },
    );
  });

  test("[A7] keys of the author's choice are never renamed, even when they look like known keys", () => {
    const text =
      "id: g\ntitle: G\npolicies:\n  asset_types:\n    asset_type: {}\n    ui_icon: {}\n  checkpoints: { default_profile: { default_profile: x } }\n";
    const { policies } = valueOf(text, Project);
    expect(Object.keys(policies.assetTypes)).toEqual(["asset_type", "ui_icon"]);
    expect(policies.checkpoints).toEqual({ default_profile: { defaultProfile: "x" } });
  });

  test("[A7] a free value keeps all its keys", () => {
    expect(valueOf("a_b: { c_d: 1 }\n", z.record(z.string(), z.unknown()))).toEqual({ a_b: { c_d: 1 } });
  });

  test("[A8] both spellings of one key are a problem that names both places", () => {
    expect(problemsOf(`${MINIMAL}asset_type: sprite\n`)).toEqual([
      "5:1 INPUT_INVALID `asset_type` is another spelling of `assetType`, which stands at specs/gem.yaml:3:1 | Keep one of them, as `assetType`",
    ]);
    expect(problemsOf(`${MINIMAL}checkpoint: a\ncheckpointId: b\n`)[0]).toMatch(/^6:1 .* another spelling of `checkpoint`/);
    expect(problemsOf(`${MINIMAL}contract:\n  perspectiveMode: any\n  perspective: { mode: any }\n`)[0]).toMatch(/^7:3 /);
  });

  test("[A9] a spec in the seeds' spelling means the same as in ours", () => {
    const seed = `id: gem
title: Gem
assetType: ui_icon
checkpointId: pony
checkpointProfileId: pony-v6
baselineProfileId: pony-items
loraIds: [a, b]
styleConsistency: { mode: inherit_project, anchorRefs: [] }
qualityContract:
  backgroundPolicy: transparent_only
  requiredStates: [idle]
  perspectiveMode: strict
entityLink: { entityId: gem, role: pickup_icon }
promptPolicy: { compileMode: spec_override, promptPresetId: bold }
seedPolicy: { mode: fixed, baseSeed: 7 }
output: { kind: ui_states, states: [idle] }
`;
    expect(valueOf(seed, Spec)).toMatchObject({
      checkpoint: "pony",
      profile: "pony-v6",
      baseline: "pony-items",
      loras: [{ lora: "a" }, { lora: "b" }],
      style: { mode: "inherit_project" },
      contract: { background: "transparent", requiredStates: ["idle"], perspective: { mode: "strict", view: "any" } },
      entityLink: { entity: "gem", role: "pickup_icon" },
      promptPolicy: { compileMode: "spec_override", preset: "bold" },
      seed: { mode: "fixed", baseSeed: 7 },
    });
  });

  test("[A9] the seeds' spellings may be in snake_case, and count only where they belong", () => {
    expect(valueOf(`${MINIMAL}checkpoint_id: pony\n`, Spec).checkpoint).toBe("pony");
    expect(problemsOf(MINIMAL.replace("{ kind", "{ checkpointId: x, kind"))).toHaveLength(1);
    expect(problemsOf("id: b\ncheckpoint: c\n", Baseline)[0]).toMatch(/`checkpoint` is not a key: did you mean `checkpointId`\?/);
  });

  test("[A9] policies and LoRAs in the seeds' spelling are accepted", () => {
    const text = `id: g
title: G
policies:
  modelStackPolicy: { layerCaps: { total: 3 } }
  checkpointBaselineMap: { pony: { defaultBaselineProfileId: p, allowedBaselineProfileIds: [p] } }
  retryPolicy: { escalateTo: decision_sprint, perJobType: { make: { escalateTo: decision_sprint } } }
  routing: { onUncertain: decision_sprint }
`;
    expect(valueOf(text, Project).policies).toMatchObject({
      stack: { caps: { total: 3 } },
      checkpoints: { pony: { defaultBaseline: "p", allowedBaselines: ["p"] } },
      retry: { escalateTo: "manual_review_queue", perJobType: { make: { escalateTo: "manual_review_queue" } } },
      routing: { onUncertain: "manual_review_queue" },
    });
    const lora = `id: l\nscope: tag\ncheckpointId: pony\nfile: a.safetensors\nsha256: "${"0".repeat(64)}"\n`;
    expect(valueOf(lora, Lora).checkpoints).toEqual(["pony"]);
  });

  test("[A9] what went elsewhere says where", () => {
    expect(problemsOf(`${MINIMAL}projectId: g\nseed: { deriveFrom: [specId, frameIndex] }\n`)).toEqual([
      "5:1 INPUT_INVALID `projectId` is not a key | Remove it: the folder is the project",
      "6:30 INPUT_INVALID `seed.deriveFrom[1]` must be one of `specId`, `assetType`, `checkpointId`, `entityId`, not `frameIndex`" +
        " | Remove it: variant and part are always mixed in",
    ]);
    for (const key of ["tagPromptMap", "tag_prompt_map"]) {
      expect(problemsOf(`id: g\ntitle: G\npolicies: { ${key}: {} }\n`, Project)[0]).toMatch(/Move it to `prompt` of each tag/);
    }
  });
});

test("[A13] any text gives a record or problems, and never throws", () => {
  const yamlish = fc.array(
    fc.constantFrom(
      "a",
      "b: ",
      "- ",
      "\n",
      "  ",
      "[",
      "]",
      "{",
      "}",
      ", ",
      ": ",
      "? ",
      "&x ",
      "*x",
      "!!str ",
      "|\n",
      '"',
      "'",
      "#",
      "%YAML 1.1\n",
      "---\n",
      "...\n",
      "\t",
      "\uFEFF",
      "<<: ",
      "id",
      "tags",
      "0x1",
      "~",
      "\\",
      "\r\n",
    ),
    { maxLength: 60 },
  );
  const texts = fc.oneof(
    fc.string({ unit: "binary", maxLength: 200 }),
    yamlish.map((parts) => parts.join("")),
    fc.json(),
  );
  fc.assert(
    fc.property(texts, (text) => {
      const parsed = parseAuthored({ file: "a.yaml", text }, Spec);
      const problems = parsed.kind === "invalid" ? parsed.problems : [];
      for (const problem of problems) {
        expect(problem.place?.line).toBeGreaterThan(0);
        expect(problem.message).not.toMatch(/undefined|\[object|Invalid input|\.$/);
      }
      expect(parsed.kind === "parsed" || problems.length > 0).toBe(true);
    }),
    { numRuns: 1000 },
  );
});
