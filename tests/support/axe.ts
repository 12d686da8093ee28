import { readFileSync } from "node:fs";
import { createRequire } from "node:module";
import type { Page } from "playwright-core";

const AXE = readFileSync(createRequire(import.meta.url).resolve("axe-core/axe.min.js"), "utf8");

interface Violation {
  readonly id: string;
  readonly impact: string | null;
  readonly nodes: readonly { readonly target: readonly string[]; readonly failureSummary?: string }[];
}

/** What axe finds serious or critical on a page, a line each: rule, element, and what would mend it. */
export async function findSerious(page: Page): Promise<readonly string[]> {
  // Through the debugger, which the page's content security policy does not concern.
  await page.evaluate(AXE);
  const violations = (await page.evaluate("axe.run(document).then((result) => result.violations)")) as readonly Violation[];
  return violations
    .filter(({ impact }) => impact === "serious" || impact === "critical")
    .flatMap(({ id, nodes }) =>
      nodes.map(({ target, failureSummary }) => `${id}: ${target.join(" ")} — ${failureSummary ?? ""}`),
    );
}
