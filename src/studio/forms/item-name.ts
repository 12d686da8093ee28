import { plainText } from "../../core/plan-view/plain-text.ts";
import type { FormField } from "../../core/forms/form-field.ts";

/** Keys by whose value an item is known. */
const NAMING = ["id", "title", "lora", "version"];

/** What an item of a list is called: by what names it, else by its place. */
export function itemName(item: FormField, place: number): string {
  const naming = NAMING.map((key) => item.fields.find((field) => field.path.at(-1) === key && field.value !== ""));
  const named = naming.find((field) => field?.value !== undefined);
  if (named !== undefined) return `${named.path.at(-1) === "version" ? "Version " : ""}${plainText(named.value)}`;
  const isText = item.fields.length === 0 && typeof item.value === "string" && item.value !== "";
  return isText ? item.value : `${place + 1}`;
}
