import type { SymbolDrawing } from './member.ts';

/** A sign-in request, for the browser that asked. */
export interface SignInWaiting {
  readonly id: string;
  readonly state: 'waiting' | 'matched' | 'used' | 'ended';
  readonly address: string;
  readonly matchNumber: number;
  readonly sender: string;
  readonly endsAt: number;
  /** True: this browser is signed in already, by the link in another tab. */
  readonly signedIn: boolean;
  /** The page that opens then; null: the wallet. A kept page of an older version lacks it. */
  readonly opens?: string | null;
}

/** The page behind a mail's link. It says who asked, and does nothing by itself. */
export interface SignInLink {
  readonly state: 'waiting' | 'matched' | 'used' | 'ended';
  /** True in the browser that asked: one button signs in. False: the number on the other screen must be typed. */
  readonly sameBrowser: boolean;
  readonly matchTried: boolean;
  readonly store: string | null;
  readonly browser: string | null;
  readonly askedAt: number;
}

/** A page that a screen hands to another device, as that screen sees it. */
export interface HandOver {
  readonly id: string;
  readonly state: 'open' | 'claimed' | 'done' | 'over';
  /** The device that asks to be let in, "Safari (iPhone)"; null when it can't be told. */
  readonly browser: string | null;
  readonly endsAt: number;
  /** The code to scan, only in the answer that made it. */
  readonly drawing: SymbolDrawing | null;
}

/** The page behind that code, for whoever comes by it. */
export interface HandedPage {
  readonly state: 'open' | 'over';
  /** The screen that shows the code. */
  readonly browser: string | null;
  /** The page to open, only for the same member: their device is signed in already. */
  readonly opens: string | null;
}
