/** A header on each request of a page's script: the day of its build, as 2026-11-25. */
export const buildHeader = 'x-tillpass-build';
