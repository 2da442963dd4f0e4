/** Thrown for a file that can't be a picture of a program. The message says why, after the file's name. */
export class PictureFault extends Error {}
