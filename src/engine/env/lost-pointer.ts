import { readdir } from "node:fs/promises";
import { TouchstoneError } from "../../core/errors.ts";
import type { EnvHome } from "./env-home.ts";

/** Where generations are and no pointer is, there was one: to begin anew would leave them behind without a word. Null: none are. */
export async function lostPointer(home: EnvHome): Promise<TouchstoneError | null> {
  const names = await readdir(home.generations).catch((): string[] => []);
  const numbers = names
    .filter((name) => /^[1-9]\d*$/.test(name))
    .map(Number)
    .toSorted((a, b) => a - b);
  if (numbers.length === 0) return null;
  return new TouchstoneError("ENV_DAMAGED", `\`env/current\` is gone, but there are generations: ${numbers.join(", ")}`, {
    hint: `Make it a link again, as in \`ln -s generations/${numbers[0]} env/current\`, to the one that the newest of \`touchstone env snapshot list\` names; see docs/guides/environment.md#damaged`,
  });
}
