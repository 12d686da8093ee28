import { TouchstoneError } from "../../core/errors.ts";

/** How a repository may be reached. */
export type GitProtocol = "https" | "ssh" | "file";

const PROTOCOLS: Readonly<Record<string, GitProtocol>> = { "https:": "https", "ssh:": "ssh", "file:": "file" };
const MAX_CHARS = 2048;

/**
 * An address of a repository, taken apart and written anew, so that nothing of it can be read as an option or a command.
 *
 * @throws TouchstoneError GIT_ADDRESS_REFUSED for another protocol than those that are allowed, for a name or password in it, and
 *         for whatever is no address at all, e.g. `--upload-pack=…`, `ext::sh -c …`, `host:path`.
 */
export function readGitAddress(
  text: string,
  allowed: readonly GitProtocol[],
): { readonly url: string; readonly protocol: GitProtocol } {
  const url = text.length > MAX_CHARS || hasControls(text) ? null : URL.parse(text);
  const protocol = url === null ? undefined : PROTOCOLS[url.protocol];
  if (url === null || protocol === undefined) throw refused(text, "is not the address of a repository");
  if (!allowed.includes(protocol))
    throw refused(withoutSecrets(url), `uses \`${protocol}\`, and only ${allowed.join(", ")} may be used`);
  const why = whyNot(url, protocol);
  if (why !== null) throw refused(withoutSecrets(url), why);
  return { url: url.href, protocol };
}

function whyNot(url: URL, protocol: GitProtocol): string | null {
  if (url.password !== "" || (url.username !== "" && protocol !== "ssh")) return "holds a name or a password";
  if (url.username.startsWith("-") || url.hostname.startsWith("-")) return "begins like an option";
  if (url.hash !== "" || url.search !== "") return "holds more than a path";
  return protocol !== "file" && url.hostname === "" ? "names no host" : null;
}

function hasControls(text: string): boolean {
  // eslint-disable-next-line no-control-regex
  return /[\u0000-\u0020\u007f]/.test(text);
}

function withoutSecrets(url: URL): string {
  const shown = new URL(url.href);
  [shown.username, shown.password, shown.search, shown.hash] = ["", "", "", ""];
  return shown.href;
}

function refused(text: string, why: string): TouchstoneError {
  const shown = text.replaceAll(/\/\/[^/@]*@/g, "//").slice(0, 200);
  return new TouchstoneError("GIT_ADDRESS_REFUSED", `\`${JSON.stringify(shown).slice(1, -1)}\` ${why}`, {
    hint: "Give an address as `https://host/owner/name`, or allow its protocol in `policy.git_protocols` of env/config.toml; see docs/guides/environment.md#git",
  });
}
