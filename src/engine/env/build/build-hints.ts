/** What a person can do about a build that failed. */
export const BUILD_HINTS = {
  UV_FAILED: "Look at what uv says: an index, the network or the disk; see docs/guides/environment.md#uv-missing",
  SMOKE_FAILED: "Look at `tx.smoke_test` of `env/config.toml`; see docs/guides/environment.md#candidate-failed",
  GIT_FAILED: "Try the same address with `git ls-remote`; see docs/guides/environment.md#git",
} as const;
