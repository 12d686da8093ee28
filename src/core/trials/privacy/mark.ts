/** What stands where a secret was. No rule finds anything in it, so what was redacted stays as it is. */
export const MARK = "[redacted]";
