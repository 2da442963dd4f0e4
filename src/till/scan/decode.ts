/** Reads every code in what the camera shows now. `thorough` also finds those on their side; slower. */
export type Decode = (video: HTMLVideoElement, thorough: boolean) => Promise<readonly string[]>;
