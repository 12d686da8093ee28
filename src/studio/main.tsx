// The Studio. Conventions for pages:
// - a page is `pages/<page>/<Name>Page.tsx`, loaded lazily by `router.tsx`; what it shows is kept in the address (search params);
// - what it reads, it reads with `useVerb`; what it changes, with `useVerbAction` or `callVerb`, said by `notify({ text, undo })`;
// - its actions are a table of words in `<page>-actions.ts` (a test looks for keys taken twice) and are put on show with
//   `useActions(screen, actions)`; buttons are `<ActionButton>`s of the same actions;
// - what is selected is explained in `<Inspector>`; waiting is `<Loading what="…">`, failing `<Failure error retry>`.
import { QueryClient, QueryClientProvider } from "@tanstack/react-query";
import { RouterProvider } from "@tanstack/react-router";
import { StrictMode } from "react";
import { createRoot } from "react-dom/client";
import { assert } from "../core/assert.ts";
import { ApiFailure } from "./api/api-failure.ts";
import { startLive } from "./api/live.ts";
import { applyTheme } from "./frame/theme.ts";
import { router } from "./router.tsx";
import "./base.css";

/** The stream says when an answer is old; until then it is not asked for again. A refusal is not asked for again at all. */
const client = new QueryClient({
  defaultOptions: {
    queries: {
      staleTime: Infinity,
      refetchOnWindowFocus: false,
      retry: (count, error) => error instanceof ApiFailure && error.status === 0 && count < 2,
    },
  },
});

applyTheme();
startLive(client);
const place = document.getElementById("studio");
assert(place !== null, "the page has a place for the Studio");
createRoot(place).render(
  <StrictMode>
    <QueryClientProvider client={client}>
      <RouterProvider router={router} />
    </QueryClientProvider>
  </StrictMode>,
);
