/** What is shown once, and what it is. */
export type Shown =
  | { readonly what: 'link'; readonly title: string; readonly url: string; readonly until: number }
  | {
      readonly what: 'secret';
      readonly title: string;
      readonly hint: string;
      readonly text: string;
    };
