import type { Plan } from "../assets/plan/plan.ts";
import type { WorkflowRecord } from "../assets/records/project-records.ts";
import { compileTemplate } from "./compile-template.ts";
import type { Template } from "./template.ts";
import { loraCountOf } from "./template-values.ts";

/** Templates that were compiled before. */
export interface TemplateCache {
  /** The template of a plan's workflow. @throws TypeError for a blocked plan. */
  compile(plan: Plan, workflow: WorkflowRecord): Template;
}

/** Templates of as many workflows as a large project has, at a few kB each. Guess. */
const CACHE_SIZE = 64;

/**
 * Keeps the templates that were used last: each is compiled once while it is kept.
 *
 * The key is the content of graph and bindings, the checkpoint's profile and the number of LoRAs.
 * Source: seed plan 3.6; SPEC.md W27.
 */
export function createTemplateCache(size = CACHE_SIZE): TemplateCache {
  const kept = new Map<string, Template>();
  return {
    compile(plan, workflow) {
      const loraCount = loraCountOf(plan);
      const key = JSON.stringify([plan.workflowDigest, plan.checkpoint?.id, plan.profile, loraCount]);
      const template = kept.get(key) ?? compileTemplate(workflow, { loraCount });
      // A map keeps the order of insertion: what is used is put last, and what was not used for longest is dropped first.
      kept.delete(key);
      kept.set(key, template);
      const [oldest] = kept.keys();
      if (kept.size > size && oldest !== undefined) kept.delete(oldest);
      return template;
    },
  };
}
