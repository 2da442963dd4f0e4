import type { Refusal } from '#domain/refusal.ts';
import type { HistoryPage, Visit, Voucher, Wallet } from './member.ts';
import type { EarningPage, HeldPage, Ladder, Profile } from './profile.ts';
import type { HandedPage, SignInLink, SignInWaiting } from './sign-in-face.ts';

/**
 * A member's data with the count of changes before it was read. A page that hears of a higher count knows that the data
 * are old.
 */
export type Versioned<T> = T & { readonly news: number };

/** The data behind each query key. The server puts them into the document, and the app asks for them again. */
export interface QueryData {
  visit: Visit;
  wallet: Versioned<Wallet>;
  history: Versioned<HistoryPage>;
  ladder: Versioned<Ladder>;
  profile: Versioned<Profile>;
  earning: Versioned<EarningPage>;
  held: Versioned<HeldPage>;
  /** The key has the redemption's id too. */
  voucher: Versioned<Voucher>;
  /** The key has the sign-in request's id too. */
  waiting: SignInWaiting;
  /** The key has the link's token too. */
  link: SignInLink;
  /** The key has the code's token too. */
  handed: HandedPage;
}

/** What a form did that its next page does not show by itself. */
export type Done = 'saved' | 'signed-out' | 'signed-out-there' | 'declined' | 'sent-again';

export type QueryName = keyof QueryData;
export type QueryKey = readonly [QueryName, ...string[]];

/** A form that a browser sent without scripts, and that was refused. */
export interface RefusedForm {
  /** The path it was sent to. */
  readonly action: string;
  /** The field that a person typed into; null: it had none of these. */
  readonly field: 'email' | 'code' | 'pin' | null;
  /** What its field for an address held, to be corrected and not typed anew; null: it has no such field. */
  readonly email: string | null;
}

/** One page for the renderer, and for the document, from which the app continues. */
export interface PageState {
  readonly language: string;
  /** The server's clock when the page was made, because the phone's may be wrong. */
  readonly at: number;
  readonly queries: readonly { readonly key: QueryKey; readonly data: QueryData[QueryName] }[];
  /** Why the form that was just sent was refused; shown once. */
  readonly refusal: Refusal | null;
  /** The form that was just refused, so that its sentence stands at its field; null: none was. */
  readonly form: RefusedForm | null;
  /** What the form that was just sent has done; said once. */
  readonly done: Done | null;
  /** Ids for the page's forms, made before they are sent, so that a double tap is one request. */
  readonly formIds: readonly string[];
  /** A page of failure, 404 or 500, with the request's id; null: an ordinary page. */
  readonly failure: { readonly status: 404 | 500; readonly requestId: string } | null;
}

/**
 * Renders the inside of `#root`. The server build exports it as `renderPage` from `dist/render/render.js`; the server
 * puts markup, state and CSS into `index.html`.
 */
export type RenderPage = (page: {
  url: string;
  state: PageState;
}) => Promise<RenderedPage> | RenderedPage;

export interface RenderedPage {
  readonly markup: string;
  readonly title: string;
}
