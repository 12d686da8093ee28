import { groupOf } from "../../core/env/requirement/normalize-name.ts";
import { NODE_ID_PATTERN } from "../../core/env/truth/node-record.ts";
import { TouchstoneError } from "../../core/errors.ts";
import type { EnvHome } from "./env-home.ts";
import { openProduction } from "./open-base.ts";
import { listStaged } from "./tx/staged-files.ts";

/**
 * What a node pack is called when nobody says: its repository's name, e.g. `wind` of `https://host/some/wind.git`.
 *
 * @throws TouchstoneError INPUT_INVALID when that is no name for a folder.
 */
export function nameOfRepo(url: string): string {
  // The host is no name, and neither is what is no address at all: whoever fetches refuses that.
  const path = URL.parse(url)?.pathname ?? url;
  const name = /([^/\\:]+?)(?:\.git)?[/\\]*$/.exec(path)?.[1] ?? "";
  if (NODE_ID_PATTERN.test(name)) return name;
  throw new TouchstoneError("INPUT_INVALID", `\`${url}\` does not say what to call the node pack`, {
    hint: "Name it with `--id`: letters, digits, `.`, `_` and `-`",
  });
}

/**
 * An id that no other pack has, whatever its spelling: packs whose groups would have one name are one.
 *
 * @throws TouchstoneError NODE_EXISTS; ENV_NOT_FOUND, ENV_DAMAGED.
 */
export async function requireFreeId(home: EnvHome, id: string): Promise<void> {
  const { composition } = await openProduction(home);
  const taken = [...composition.nodes, ...(await listStaged(home))].find((other) => groupOf(other.id) === groupOf(id));
  if (taken === undefined) return;
  throw new TouchstoneError("NODE_EXISTS", `there is a node pack \`${taken.id}\` already`, {
    hint: `Update it with \`touchstone env node update ${taken.id}\`, or give the new one another \`--id\``,
  });
}
