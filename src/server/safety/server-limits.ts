/** Largest body of a request in bytes. The largest authored file is smaller, and nothing is uploaded. */
export const MAX_BODY_BYTES = 1_048_576;

/** Deepest nesting of a body, as of an authored file. Our own code walks bodies recursively; the parser does not limit them. */
export const MAX_BODY_DEPTH = 64;

/** What one Node server grants its clients, so that slow or many ones cannot starve the rest. Times in milliseconds. */
export const SERVER_LIMITS = {
  /** For `createServer`. */
  options: {
    /** A head that trickles in holds a connection for no longer. */
    headersTimeout: 10_000,
    /** A megabyte in this time is 35 kB/s. Bounds how long a request is read, not how long a stream is answered. */
    requestTimeout: 30_000,
    /** The two times above are only looked at this often; Node's own 30 s would triple the first. */
    connectionsCheckingInterval: 2_000,
    /** An idle connection; longer than a Studio's polling, shorter than anyone would hoard one. */
    keepAliveTimeout: 15_000,
    /** Our longest head, a full cookie and a long filter, is below 4 KiB. */
    maxHeaderSize: 16_384,
  },
  /** For `server.maxConnections`: 200 readers of the stream and their requests, four times over. */
  maxConnections: 1_024,
  /** How long answers under way may take once the server ends; then their connections are cut. */
  closeMs: 5_000,
} as const;
