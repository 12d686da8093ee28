/**
 * The headers of every answer, whoever writes it; one that an answer sets itself is kept.
 *
 * @param nonce  Fresh for each page, which names it in `<meta property="csp-nonce">`: React Aria puts a style element in by it.
 */
export function answerHeaders(nonce: string): Readonly<Record<string, string>> {
  return {
    "Content-Security-Policy": contentPolicy(nonce),
    "X-Content-Type-Options": "nosniff",
    "Cross-Origin-Resource-Policy": "same-origin",
    "Cross-Origin-Opener-Policy": "same-origin",
    "Referrer-Policy": "no-referrer",
    "X-Frame-Options": "DENY",
    "Cache-Control": "no-store",
  };
}

function contentPolicy(nonce: string): string {
  return [
    "default-src 'none'",
    "script-src 'self'",
    `style-src 'self' 'nonce-${nonce}'`,
    "img-src 'self' blob: data:",
    "font-src 'self'",
    "connect-src 'self'",
    "frame-ancestors 'none'",
    "base-uri 'none'",
    "form-action 'self'",
  ].join("; ");
}
