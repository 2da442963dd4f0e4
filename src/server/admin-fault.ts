/** What was asked for at the command line can't be done, in words for whoever typed it. */
export class AdminFault extends Error {}
