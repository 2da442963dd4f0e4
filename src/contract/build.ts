/** On each request of a page's script: the day that it was built, as 2026-11-25. */
export const buildHeader = 'x-tillpass-build';
