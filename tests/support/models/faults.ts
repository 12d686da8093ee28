import type { ServerResponse } from "node:http";

/** How the server fails instead of answering, or while it does. */
export type ServerFault =
  /** `said`: its words; `code`: what it calls the error. */
  | {
      readonly kind: "status";
      readonly status: number;
      readonly headers?: Readonly<Record<string, string>>;
      readonly said?: string;
      readonly code?: string;
    }
  /**
   * `html`: a page of a proxy. `empty`: no body. `huge`: 17 MiB. `cut`: the connection ends amid the answer. `refuse`: it ends
   * before it. `shape`: JSON that is no answer. `truncated`: half an answer, ended politely. `silent`: nothing, ever. `drip`:
   * a byte now and then, without end.
   */
  | { readonly kind: "html" | "empty" | "huge" | "cut" | "refuse" | "shape" | "truncated" | "silent" | "drip" }
  /** Answers well, after so many ms. */
  | { readonly kind: "slow"; readonly ms: number }
  | { readonly kind: "redirect"; readonly to: string }
  /** With status 200. */
  | { readonly kind: "body"; readonly body: string };

const MEBIBYTE = 1024 * 1024;

/** Strikes a response. @returns whether it is answered by that. `answer` is what would have been said. */
export async function strike(fault: ServerFault, response: ServerResponse, answer: () => string): Promise<boolean> {
  switch (fault.kind) {
    case "slow":
      await new Promise((done) => setTimeout(done, fault.ms).unref());
      return false;
    case "html":
      end(response, { status: 200, type: "text/html", body: "<!doctype html><title>Sign in</title>" });
      return true;
    case "empty":
      end(response, { status: 200, body: "" });
      return true;
    case "shape":
      end(response, { status: 200, body: JSON.stringify({ hello: "world" }) });
      return true;
    case "body":
      end(response, { status: 200, body: fault.body });
      return true;
    case "truncated":
      end(response, { status: 200, body: answer().slice(0, -20) });
      return true;
    case "redirect":
      response.writeHead(307, { location: fault.to }).end();
      return true;
    case "huge":
      response.writeHead(200, { "content-type": "application/json" });
      for (let sent = 0; sent < 17; sent += 1) response.write(Buffer.alloc(MEBIBYTE, " "));
      response.end(answer());
      return true;
    case "cut":
      response.writeHead(200, { "content-type": "application/json", "content-length": answer().length });
      response.write(answer().slice(0, 10), () => response.destroy());
      return true;
    case "refuse":
      response.destroy();
      return true;
    case "silent":
      return true;
    case "drip":
      drip(response);
      return true;
    case "status":
      throw new TypeError("strike: a status is said in the words of its format");
  }
}

/** Ends a response with a body. */
export function end(response: ServerResponse, { status, type = "application/json", headers = {}, body }: Ending): void {
  response.writeHead(status, { "content-type": type, ...headers }).end(body);
}

interface Ending {
  readonly status: number;
  readonly type?: string;
  readonly headers?: Readonly<Record<string, string>>;
  readonly body: string;
}

function drip(response: ServerResponse): void {
  response.writeHead(200, { "content-type": "application/json" });
  const timer = setInterval(() => response.write(" "), 5).unref();
  response.once("close", () => clearInterval(timer));
}
