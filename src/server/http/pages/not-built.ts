/** The build is missing. The message says what to do. */
export class NotBuilt extends Error {}
