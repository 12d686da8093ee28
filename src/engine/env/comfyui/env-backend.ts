/** Id under which the governed ComfyUI stands in `.touchstone/backends.yaml`. Source: contracts, section 9. */
export const ENV_BACKEND = "env";
