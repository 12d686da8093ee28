/** The places of the Studio that work, in the order of the rail. */
export const PLACES = [
  { id: "pipeline", label: "Pipeline", to: "/pipeline", key: "g p", icon: "M2 3h3v10H2zM6.5 3h3v7h-3zM11 3h3v4h-3z" },
  { id: "library", label: "Library", to: "/library", key: "g l", icon: "M2 2h5v5H2zM9 2h5v5H9zM2 9h5v5H2zM9 9h5v5H9z" },
  { id: "specs", label: "Specs", to: "/specs", key: "g s", icon: "M3 1.5h7L13 4.5v10H3zM5.5 7h5M5.5 9.5h5M5.5 12h3" },
  {
    id: "playtest",
    label: "Playtest",
    to: "/playtest",
    key: "g y",
    icon: "M5 2.5h6v3H5zM1.5 10.5h5v3h-5zM9.5 10.5h5v3h-5zM8 5.5v2.5M4 10.5V8h8v2.5",
  },
  {
    id: "trials",
    label: "Trials",
    to: "/trials",
    key: "g t",
    icon: "M6 1.5h4M7 1.5v5L2.5 14h11L9 6.5v-5M4.5 10.5h7",
  },
  {
    id: "environment",
    label: "Environment",
    to: "/environment",
    key: "g e",
    icon: "M8 1.5l5.5 3v6.5L8 14.5 2.5 11V4.5zM2.5 4.5L8 7.5l5.5-3M8 7.5v7",
  },
  { id: "activity", label: "Activity", to: "/activity", key: "g a", icon: "M1.5 8h3l2-5 3 10 2-5h3" },
  {
    id: "backends",
    label: "Backends",
    to: "/backends",
    key: "g b",
    icon: "M2 2.5h12v4H2zM2 9.5h12v4H2zM4.5 4.5h.01M4.5 11.5h.01",
  },
  { id: "settings", label: "Settings", to: "/settings", key: "g ,", icon: "M2 4.5h12M2 8h12M2 11.5h12M5 3v3M10.5 6.5v3M7 10v3" },
] as const;
