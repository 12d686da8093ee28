import type { Locator, Page } from "playwright-core";

/** A screen has no more stops for the Tab key than this; a locator that none of them is cannot be reached by keys. */
const MOST_STOPS = 250;

/** Presses Tab until the focus is on an element, as a person without a mouse does. */
export async function tabTo(page: Page, target: Locator): Promise<void> {
  await target.waitFor();
  for (let stop = 0; stop < MOST_STOPS; stop++) {
    if (await hasFocus(target)) return;
    await page.keyboard.press("Tab");
  }
  throw new Error(`Tab does not lead to ${String(target)}`);
}

export async function hasFocus(target: Locator): Promise<boolean> {
  return (await target.and(target.page().locator(":focus")).count()) > 0;
}

/** Does an action by the palette: Ctrl+K, its name, Enter. It works from everywhere, out of a text field too. */
export async function byPalette(page: Page, label: string): Promise<void> {
  await page.keyboard.press("Control+k");
  await page.getByRole("dialog", { name: "Find anything" }).waitFor();
  await page.keyboard.type(label);
  await page.getByRole("option", { selected: true, name: label }).waitFor();
  await page.keyboard.press("Enter");
  await page.getByRole("dialog", { name: "Find anything" }).waitFor({ state: "detached" });
}
