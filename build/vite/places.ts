/** Where the browsers' scripts are built to, and served from. */
export const clientDir = 'dist/app';
