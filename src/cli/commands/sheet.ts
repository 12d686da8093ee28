import { contactSheetVerb } from "../../engine/contact-sheet.ts";
import { absolutePath } from "../absolute-path.ts";
import { defineCommand } from "../command.ts";
import { counted } from "../words.ts";

export const assetSheetCommand = defineCommand({
  path: ["asset", "sheet"],
  summary: "Put all current assets on a contact sheet: a PNG, and a page that explains each",
  flags: [{ name: "out", value: "DIR", summary: "Folder to write to; default: this one" }],
  examples: ["touchstone asset sheet --out ."],
  verb: contactSheetVerb,
  toInput: (typed, cwd) => ({ out: absolutePath(typed.flag("out") ?? ".", cwd) }),
  render: ({ png, html, assets, images }) => `${counted(assets, "asset")}, ${counted(images, "image")}\n${png}\n${html}`,
});
