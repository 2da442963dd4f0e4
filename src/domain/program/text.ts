/** Words that a retailer wrote, by language tag. `en` always exists and replaces a missing language. */
export type Text = Readonly<Record<string, string>> & { readonly en: string };

export const textIn = (text: Text, language: string): string => text[language] ?? text.en;
