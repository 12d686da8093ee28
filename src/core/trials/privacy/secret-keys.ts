/** Names of fields that hold secrets, without separators and in lower case; each also at the end of a longer name. */
const SECRET_NAME =
  /(?:passwords?|passwd|passphrases?|pwd|secrets?|(?:api|access|secret|private|account|signing|encryption|master)keys?|credentials?|authorization|connectionstrings?|cookies?)$/;

/** Tokens that are places in a list, not secrets. */
const HARMLESS_TOKEN = /(?:page|next|previous|prev|continuation|cursor|sync|start|stop|first|last|eos|bos|pad|special)token$/;

/** What the value of a field is: a secret whatever it is, a token where it is long enough, or nothing special. */
export type KeyKind = "secret" | "token" | "plain";

/** What the value of a field of this name is. */
export function kindOfKey(key: string): KeyKind {
  if (key.length > MAX_KEY_CHARS) return "plain";
  const name = key.toLowerCase().replaceAll(/[^a-z0-9]/g, "");
  if (SECRET_NAME.test(name)) return "secret";
  return name.endsWith("token") && !HARMLESS_TOKEN.test(name) ? "token" : "plain";
}

/** Longer ones are no names. */
const MAX_KEY_CHARS = 100;
