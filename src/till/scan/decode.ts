/** Reads every code in the camera's present picture. `thorough` also finds codes on their side, and is slower. */
export type Decode = (video: HTMLVideoElement, thorough: boolean) => Promise<readonly string[]>;
