/** What a variable can hold. Integers stay integers; a list is what `in` and `not_in` look into. */
export type Value = boolean | number | string | null | readonly Value[];

/** Variables by name. */
export type Values = Readonly<Record<string, Value>>;
