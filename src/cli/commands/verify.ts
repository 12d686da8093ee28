import { verifyVerb } from "../../engine/verify.ts";
import { defineCommand } from "../command.ts";
import { counted } from "../words.ts";

export const verifyCommand = defineCommand({
  path: ["verify"],
  summary: "Prove that the stored record is whole: chain, projections, blobs, verdicts",
  examples: ["touchstone verify"],
  verb: verifyVerb,
  toInput: () => ({}),
  render: ({ ok, events, chain, projections, blobs, problems }, paint) => {
    const wrong = projections.filter((projection) => !projection.ok).map((projection) => projection.name);
    return [
      `${ok ? paint.good("✓ whole") : paint.bad("✕ damaged")}: ${counted(events.count, "event")}, chain ${chain}`,
      `  projections ${wrong.length === 0 ? "rebuild to the same rows" : `differ: ${wrong.join(", ")}`}`,
      `  blobs ${blobs.referenced} referenced, ${blobs.damaged} damaged, ${blobs.unreferenced} unreferenced`,
      ...problems.map((problem) => `  ${paint.bad("✕")} ${problem}`),
    ].join("\n");
  },
  exitCode: ({ ok }) => (ok ? 0 : 5),
});
