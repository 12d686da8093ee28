import { useInfiniteQuery } from "@tanstack/react-query";
import type { JobRow } from "../../../core/events/rows.ts";
import type { VerbInput } from "../../../server/api.ts";
import { callVerb } from "../../api/call-verb.ts";

/** Jobs, newest first, page by page. */
export interface Jobs {
  readonly rows: readonly JobRow[];
  readonly hasMore: boolean;
  readonly isReading: boolean;
  readonly isPending: boolean;
  readonly error: Error | null;
  readonly readMore: () => void;
  readonly retry: () => void;
}

const PAGE = 100;

export function useJobs(filter: Pick<VerbInput<"job.list">, "state" | "spec">): Jobs {
  const { data, hasNextPage, isFetching, isPending, error, fetchNextPage, refetch } = useInfiniteQuery({
    // The name of the verb comes first: what the stream tells of jobs makes the list old.
    queryKey: ["job.list", filter, "pages"],
    initialPageParam: undefined as number | undefined,
    queryFn: async ({ pageParam, signal }) => {
      const before = pageParam === undefined ? {} : { beforeSeq: pageParam };
      return await callVerb("job.list", { ...filter, ...before, limit: PAGE }, signal);
    },
    getNextPageParam: ({ jobs }) => (jobs.length === PAGE ? jobs.at(-1)?.seq : undefined),
  });
  return {
    rows: data?.pages.flatMap(({ jobs }) => jobs) ?? [],
    hasMore: hasNextPage,
    isReading: isFetching,
    isPending,
    error,
    readMore: () => void fetchNextPage(),
    retry: () => void refetch(),
  };
}
