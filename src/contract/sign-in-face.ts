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
