/** Words that a retailer wrote, by language tag. `en` always exists and replaces a missing language. */
export type Text = Readonly<Record<string, string>> & { readonly en: string };

export const textIn = (text: Text, language: string): string => text[language] ?? text.en;

/** Names of what an earlier version had and this one has not, so that history keeps its names. */
export interface Gone {
  readonly stores: Readonly<Record<string, string>>;
  readonly tills: Readonly<Record<string, string>>;
  readonly tiers: Readonly<Record<string, Text>>;
}
