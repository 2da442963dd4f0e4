import type { Refusal } from '#domain/refusal.ts';
import type {
  HistoryPage,
  Profile,
  SignInLink,
  SignInWaiting,
  Visit,
  Voucher,
  Wallet,
} from './member.ts';

/**
 * What a member is shown, and where their news stood before it was read: whoever hears of a higher number knows that
 * this is old.
 */
export type Versioned<T> = T & { readonly news: number };

/** What a query key stands for. The server fills them into the document, the app asks for them again. */
export interface QueryData {
  visit: Visit;
  wallet: Versioned<Wallet>;
  history: Versioned<HistoryPage>;
  profile: Versioned<Profile>;
  /** Keyed by redemption id too. */
  voucher: Versioned<Voucher>;
  /** Keyed by sign-in id too. */
  waiting: SignInWaiting;
  /** Keyed by the link's token too. */
  link: SignInLink;
}

export type QueryName = keyof QueryData;
export type QueryKey = readonly [QueryName, ...string[]];

/** One page as the server hands it to the renderer, and as it travels in the document for hydration. */
export interface PageState {
  readonly language: string;
  /** The server's clock when the page was made; the phone's may be wrong. */
  readonly at: number;
  readonly queries: readonly { readonly key: QueryKey; readonly data: QueryData[QueryName] }[];
  /** What a form that was just sent was refused for; shown once. */
  readonly refusal: Refusal | null;
  /** Ids for the forms of this page, made before they are sent, so that a double tap is one request. */
  readonly formIds: readonly string[];
  /** 404 or 500: the page is an apology with this request's id. */
  readonly failure: { readonly status: 404 | 500; readonly requestId: string } | null;
}

/**
 * Renders the inside of `#root`. The build for the server exports it as `renderPage` from
 * `dist/render/render.js`; the server puts the markup, the state and the small CSS into `index.html`.
 */
export type RenderPage = (page: {
  url: string;
  state: PageState;
}) => Promise<RenderedPage> | RenderedPage;

export interface RenderedPage {
  readonly markup: string;
  readonly title: string;
}
