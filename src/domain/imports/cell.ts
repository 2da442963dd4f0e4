/** A text of a file, and what the file calls its field. */
export interface Cell {
  readonly text: string;
  readonly name: string;
}
