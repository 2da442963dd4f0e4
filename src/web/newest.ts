/**
 * Of all that is learned about one thing only the newest counts: an answer to a question that was asked before something
 * else was learned is old, however late it comes.
 */
interface Newest {
  /** Begins a question, or notes that something was learned. @returns whether nothing has begun since */
  begin(): () => boolean;
}

export function newest(): Newest {
  let begun = 0;
  return {
    begin: () => {
      begun += 1;
      const own = begun;
      return () => own === begun;
    },
  };
}
