import { lookup as resolveName } from "node:dns";
import type { LookupFunction } from "node:net";
import { findIpRefusal } from "../../core/comfyui/judge-address.ts";
import { TouchstoneError } from "../../core/errors.ts";

/**
 * Resolves names for connections, and refuses one when any of its addresses may not be connected to. It is asked at each
 * connection: a name that led to a server of yours a moment ago can lead elsewhere now.
 */
export function judgedLookup(secure: boolean): LookupFunction {
  return (name, options, done) => {
    resolveName(name, { ...options, all: true }, (error, addresses) => {
      if (error !== null) return done(error, []);
      const refusal = addresses.map(({ address }) => findIpRefusal(address, secure)).find((reason) => reason !== undefined);
      if (refusal !== undefined) return done(refused(name, refusal), []);
      return options.all === true ? done(null, addresses) : done(null, addresses[0]?.address ?? "", addresses[0]?.family);
    });
  };
}

function refused(name: string, reason: string): TouchstoneError {
  return new TouchstoneError("BACKEND_ADDRESS_REFUSED", `\`${name}\` may not be connected to: ${reason}`, {
    hint: "Give the address of the server itself",
  });
}
