/**
 * What is made once of an assertion and used for all trials of its scenario: compiled patterns, schemas, queries.
 *
 * @returns a function that makes it at the first look, and gives it again as long as the key lives.
 */
export function prepareOnce<Key extends object, Made>(make: (key: Key) => Made): (key: Key) => Made {
  const made = new WeakMap<Key, { readonly value: Made }>();
  return (key) => {
    const known = made.get(key);
    if (known !== undefined) return known.value;
    const value = make(key);
    made.set(key, { value });
    return value;
  };
}
