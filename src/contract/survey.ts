/** A question in the member's language, or thanks in its place. */
export type SurveyAsked =
  | { readonly thanks: string }
  | {
      readonly id: string;
      readonly version: number;
      readonly question: string;
      /** What an answer gives, and that nobody has to. */
      readonly hint: string;
      readonly answers: readonly { readonly id: string; readonly text: string }[];
      /** Where the answer is sent. */
      readonly to: string;
      /** What is said where it is not taken. */
      readonly over: string;
    };
