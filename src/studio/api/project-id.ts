/** The project that this page's server serves; the server wrote it into the page. */
export const PROJECT_ID = document.querySelector('meta[name="touchstone-project"]')?.getAttribute("content") ?? "";

/** Where all that belongs to the project is served. */
export const PROJECT_URL = `/api/projects/${PROJECT_ID}`;
