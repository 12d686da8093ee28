import { contactSheetVerb } from "../../engine/contact-sheet.ts";
import { defineCommand } from "../command.ts";
import { counted } from "../words.ts";

export const assetSheetCommand = defineCommand({
  path: ["asset", "sheet"],
  summary: "Put all current assets on a contact sheet: a PNG, and a page that explains each",
  flags: [{ name: "out", value: "DIR", summary: "Folder to write to; default: this one" }],
  examples: ["touchstone asset sheet --out ."],
  verb: contactSheetVerb,
  toInput: (typed) => ({ out: typed.flag("out") ?? "." }),
  render: ({ png, html, assets, images }) => `${counted(assets, "asset")}, ${counted(images, "image")}\n${png}\n${html}`,
});
