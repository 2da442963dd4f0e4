/** Brightness, row by row: 0 is black and 1 the white of the screen, before a camera makes bytes of it. */
export interface Light {
  readonly data: Float32Array;
  readonly width: number;
  readonly height: number;
}

/** Bytes of grey, as they are read from a picture. */
export interface Grey {
  readonly data: Uint8Array;
  readonly width: number;
  readonly height: number;
}

/** A rectangle, in whatever unit its owner counts. */
export interface Box {
  readonly left: number;
  readonly top: number;
  readonly width: number;
  readonly height: number;
}
