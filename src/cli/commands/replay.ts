import { replayVerb } from "../../engine/replay.ts";
import { defineCommand } from "../command.ts";
import { formatTable } from "../table.ts";

export const replayCommand = defineCommand({
  path: ["replay"],
  summary: "Make the decisions of a version again; with --render also its pixels",
  args: [{ name: "version", summary: "Version id, from asset list" }],
  flags: [{ name: "render", summary: "Draw the images again and compare them" }],
  examples: [],
  verb: replayVerb,
  toInput: (typed) => ({ version: typed.word("version"), render: typed.isOn("render") }),
  render: ({ decisions, environment, pixels, differences }, paint) =>
    [
      `decisions ${decisions === "equal" ? paint.good("✓ equal") : paint.bad("✕ different")}`,
      `environment ${environment === "equal" ? paint.good("✓ equal") : paint.ask(`— ${environment}`)}`,
      `pixels ${pixels === "identical" ? paint.good("✓ identical") : pixels === "different" ? paint.bad("✕ different") : paint.ask(`— ${pixels.replace("_", " ")}`)}`,
      ...(differences.length === 0
        ? []
        : [
            formatTable(
              differences.map((one) => [`  ${one.name}`, JSON.stringify(one.before), "→", JSON.stringify(one.after)]),
            ),
          ]),
    ].join("\n"),
  exitCode: ({ decisions, environment, pixels }) =>
    decisions === "different" || (pixels === "different" && environment === "equal") ? 5 : 0,
});
