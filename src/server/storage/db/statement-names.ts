/** So many statements are kept by each connection: a few kilobytes of PostgreSQL's memory each. */
const namesAtMost = 300;
/** Longer ones are rows of a batch, of which each batch has another number. */
const charactersAtMost = 4_000;

/**
 * Names under which PostgreSQL keeps a statement and its plan on a connection, so that it is parsed and planned once
 * and not each time. The texts are the product's own, with the values beside them, so there are few.
 */
export class StatementNames {
  readonly #names = new Map<string, string>();

  /** @returns undefined: it is not kept, because it is too long or too many are */
  of(text: string): string | undefined {
    const known = this.#names.get(text);
    if (known !== undefined) return known;
    if (text.length > charactersAtMost || this.#names.size >= namesAtMost) return undefined;
    const name = `tillpass_${this.#names.size}`;
    this.#names.set(text, name);
    return name;
  }
}
