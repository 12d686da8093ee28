/** Does something as if `CI` were set to a value; empty for a person's own machine. */
export async function withCi<T>(value: string, use: () => Promise<T>): Promise<T> {
  const before = process.env["CI"];
  process.env["CI"] = value;
  try {
    return await use();
  } finally {
    if (before === undefined) delete process.env["CI"];
    else process.env["CI"] = before;
  }
}
