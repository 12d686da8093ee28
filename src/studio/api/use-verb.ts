import {
  keepPreviousData,
  useMutation,
  useQuery,
  useQueryClient,
  type UseMutationResult,
  type UseQueryResult,
} from "@tanstack/react-query";
import type { VerbInput, VerbName, VerbOutput } from "../../server/api.ts";
import type { ApiFailure } from "./api-failure.ts";
import { callVerb } from "./call-verb.ts";

interface VerbOptions {
  /** False to wait, e.g. until a field is filled in. */
  readonly enabled?: boolean;
  /** Go on showing the last answer while one for another input is on its way. */
  readonly keepPrevious?: boolean;
}

/** What a verb that only reads answers; asked again when the stream tells of something that changes it. */
export function useVerb<N extends VerbName>(
  name: N,
  input: VerbInput<N>,
  options: VerbOptions = {},
): UseQueryResult<VerbOutput<N>, ApiFailure> {
  const query = useQuery<unknown, ApiFailure>({
    queryKey: [name, input],
    queryFn: async ({ signal }) => await callVerb(name, input, signal),
    enabled: options.enabled ?? true,
    ...(options.keepPrevious === true ? { placeholderData: keepPreviousData } : {}),
  });
  // The library cannot follow a type that depends on the verb's name.
  return query as UseQueryResult<VerbOutput<N>, ApiFailure>;
}

/** A verb that changes something; all answers are asked for again when it is done, without waiting for the stream. */
export function useVerbAction<N extends VerbName>(name: N): UseMutationResult<VerbOutput<N>, ApiFailure, VerbInput<N>> {
  const client = useQueryClient();
  const mutation = useMutation<unknown, ApiFailure, VerbInput<N>>({
    mutationFn: async (input) => await callVerb(name, input),
    onSettled: async () => await client.invalidateQueries(),
  });
  return mutation as UseMutationResult<VerbOutput<N>, ApiFailure, VerbInput<N>>;
}
