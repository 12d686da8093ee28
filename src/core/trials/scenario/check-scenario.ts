import { utf8ToBytes } from "@noble/hashes/utils.js";
import { canonicalJson } from "../../canonical/canonical-json.ts";
import { quoteForMessage } from "../../authored/quote.ts";
import type { Path } from "../../authored/source-tree.ts";
import { isMap, type Json } from "../json.ts";
import { checkAssertions } from "./check-assertions.ts";
import { checkJsonSchema } from "./check-json-schema.ts";
import { checkScript } from "./check-script.ts";
import type { Findings } from "./findings.ts";
import type { Scenario } from "./scenario.ts";

/**
 * Finds what keeps a scenario of the right shape from being run, or from saying anything: each thing at its place. What is
 * probably not meant is a warning.
 *
 * Codes: INPUT_INVALID, DUPLICATE_ID. Source: SPEC.md TS40-TS56.
 */
export function checkScenario(scenario: Scenario, findings: Findings): void {
  checkTools(scenario, findings);
  checkAssertions(scenario, findings);
  checkExtras(scenario, findings);
  checkScripts(scenario, findings);
  checkGate(scenario, findings);
}

function checkTools({ tools }: Scenario, findings: Findings): void {
  const places = new Map<string, number>();
  for (const [index, { name, parameters }] of tools.entries()) {
    const first = places.get(name);
    const path: Path = ["tools", index];
    if (first === undefined) places.set(name, index);
    else {
      const finding = { code: "DUPLICATE_ID", first: ["tools", first, "name"], hint: "Name each tool differently" } as const;
      findings.refuse([...path, "name"], `two tools are called \`${name}\``, finding);
    }
    checkJsonSchema(parameters, [...path, "parameters"], findings);
    if (isMap(parameters) && parameters["type"] !== "object") {
      findings.refuse([...path, "parameters", "type"], "a tool's parameters must be of the type `object`", {
        hint: "Write `type: object`",
      });
    }
  }
}

/** As the seed's: what a provider's request needs beyond our own fields is little. */
const MAX_EXTRAS = 10;
const MAX_EXTRAS_BYTES = 4096;

/** Fields of a request that the scenario says itself, or that answers could not be read with. */
const OURS = ["model", "messages", "input", "instructions", "system", "tools", "temperature", "seed", "stream", "n"];

/** Names of what nobody should write into a file: a field whose last word is a secret's. `max_tokens` is none. */
const SECRET =
  /(^|[-_.])(api[-_]?key|key|secret|token|password|passwd|passphrase|authorization|auth|bearer|credentials?|cookie)$/;

function checkExtras({ extras }: Scenario, findings: Findings): void {
  const keys = Object.keys(extras);
  const hint = "Keep what the provider needs; the scenario has fields for the rest";
  if (keys.length > MAX_EXTRAS)
    findings.refuse(["extras"], `\`extras\` has ${keys.length} keys, more than ${MAX_EXTRAS}`, { hint });
  const bytes = utf8ToBytes(canonicalJson(extras)).length;
  if (bytes > MAX_EXTRAS_BYTES)
    findings.refuse(["extras"], `\`extras\` has ${bytes} bytes, more than ${MAX_EXTRAS_BYTES}`, { hint });
  for (const key of keys.filter((each) => OURS.includes(each))) {
    findings.refuse(["extras", key], `\`extras\` cannot say \`${key}\``, {
      hint: "Write it as a field of the scenario, if it is one",
    });
  }
  refuseSecrets(extras, ["extras"], findings);
}

/** A secret in a file ends up in its history; keys come from the environment. */
function refuseSecrets(value: Json, path: Path, findings: Findings): void {
  if (typeof value !== "object" || value === null) return;
  for (const [key, inner] of Object.entries<Json>(value)) {
    const name = key.replaceAll(/([a-z])([A-Z])/g, "$1_$2").toLowerCase();
    const here = [...path, Array.isArray(value) ? Number(key) : key];
    if (!Array.isArray(value) && SECRET.test(name)) {
      const hint = "Name the key's environment variable under `policies.trials.providers` in `touchstone.yaml`";
      findings.refuse(here, `\`${quoteForMessage(key)}\` looks like a secret`, { hint });
    }
    refuseSecrets(inner, here, findings);
  }
}

function checkScripts({ adapter, script, assertions }: Scenario, findings: Findings): void {
  checkScript({ speaker: "the adapter", adapter, script, path: ["script"] }, findings);
  for (const [index, assertion] of assertions.entries()) {
    if (assertion.type !== "judge" || assertion.judgeAdapter === null) continue;
    const { judgeAdapter, script: said } = assertion;
    const path = ["assertions", index, "script"];
    checkScript({ speaker: "the judge", adapter: judgeAdapter, script: said, path }, findings);
  }
}

/** Two-sided 95 %. */
const Z_SQUARED = 1.959963984540054 ** 2;

function checkGate({ gate, trials }: Scenario, findings: Findings): void {
  if (gate === null) return;
  const hint = `Raise \`trials\`, or run more by \`-n\``;
  const k = gate.passHatK?.k ?? 0;
  if (k > trials) {
    findings.warn(["gate", "passHatK", "k"], `${trials} trials say nothing about ${k} in a row`, { hint });
  }
  // All of n pass: the Wilson interval begins at n / (n + z²).
  const best = trials / (trials + Z_SQUARED);
  if ((gate.minLowerBound ?? 0) > best) {
    const message = `${trials} trials that all pass have a lower bound of ${best.toFixed(3)}, below \`minLowerBound\``;
    findings.warn(["gate", "minLowerBound"], message, { hint });
  }
}
