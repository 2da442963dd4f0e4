/** How long the code that confirms consent is good: people read their mail in the evening. */
export const newsletterCodeMs = 24 * 60 * 60_000;

/** So many wrong codes end it, and another one must be mailed. */
export const newsletterTries = 5;

/** A consent that waits for the code of a mail. */
interface Asked {
  readonly at: number;
  readonly wrongCodes: number;
}

/** Whether the code of the mail can still confirm it. */
export const codeIsGood = ({ at, wrongCodes }: Asked, now: number): boolean =>
  now < at + newsletterCodeMs && wrongCodes < newsletterTries;
