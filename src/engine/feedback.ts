import { Policies } from "../core/assets/records/project.ts";
import { loadSoft } from "./load-soft.ts";
import type { Studio } from "./studio.ts";

/** How often a screen without the stream asks for news, in ms; the default where the project's file cannot be read. */
export async function pollingFallbackMs(studio: Studio): Promise<number> {
  const { records } = await loadSoft(studio);
  return (records?.project.policies ?? Policies.parse({})).feedback.pollingFallbackMs;
}
