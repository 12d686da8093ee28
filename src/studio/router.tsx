import { createRootRoute, createRoute, createRouter, lazyRouteComponent, Navigate } from "@tanstack/react-router";
import { Failure } from "./components/Failure.tsx";
import { Frame } from "./frame/Frame.tsx";
import { NotFound } from "./frame/NotFound.tsx";

const root = createRootRoute({
  component: Frame,
  notFoundComponent: NotFound,
  errorComponent: ({ error }) => <Failure error={error as Error} />,
});

const at = <Path extends string>(path: Path, load: () => Promise<Record<string, unknown>>, name: string) =>
  createRoute({
    getParentRoute: () => root,
    path,
    component: lazyRouteComponent(load as () => Promise<Record<string, never>>, name),
  });

/** Every page of the Studio; each is loaded when it is first opened. */
const tree = root.addChildren([
  createRoute({ getParentRoute: () => root, path: "/", component: () => <Navigate to="/pipeline" replace /> }),
  at("/pipeline", async () => await import("./pages/pipeline/PipelinePage.tsx"), "PipelinePage"),
  at("/library", async () => await import("./pages/library/LibraryPage.tsx"), "LibraryPage"),
  at("/specs", async () => await import("./pages/specs/SpecsPage.tsx"), "SpecsPage"),
  at("/specs/new", async () => await import("./pages/specs/NewSpecPage.tsx"), "NewSpecPage"),
  at("/specs/$spec", async () => await import("./pages/specs/SpecPage.tsx"), "SpecPage"),
  at("/assets/$version", async () => await import("./pages/asset/AssetPage.tsx"), "AssetPage"),
  at("/playtest", async () => await import("./pages/playtest/PlaytestPage.tsx"), "PlaytestPage"),
  at("/trials", async () => await import("./pages/trials/TrialsPage.tsx"), "TrialsPage"),
  at("/environment", async () => await import("./pages/environment/EnvironmentPage.tsx"), "EnvironmentPage"),
  at("/activity", async () => await import("./pages/activity/ActivityPage.tsx"), "ActivityPage"),
  at("/backends", async () => await import("./pages/backends/BackendsPage.tsx"), "BackendsPage"),
  at("/settings", async () => await import("./pages/settings/SettingsPage.tsx"), "SettingsPage"),
  at("/settings/$kind", async () => await import("./pages/settings/RecordsPage.tsx"), "RecordsPage"),
  at("/settings/$kind/$id", async () => await import("./pages/settings/RecordPage.tsx"), "RecordPage"),
]);

export const router = createRouter({ routeTree: tree, defaultPreload: "intent" });

declare module "@tanstack/react-router" {
  interface Register {
    readonly router: typeof router;
  }
}
