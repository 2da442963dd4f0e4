/** Why there is no picture; each reason has its own sentence. */
export type CameraFault = 'denied' | 'none' | 'failed';

/** Opens the camera that looks away from the person. @throws an error that `faultOf` explains */
export async function openCamera(): Promise<MediaStream> {
  // Missing on a page without TLS.
  if (!navigator.mediaDevices) throw new DOMException('no camera', 'NotFoundError');
  return navigator.mediaDevices.getUserMedia({
    audio: false,
    video: { facingMode: 'environment', width: { ideal: 1280 }, height: { ideal: 720 } },
  });
}

export function faultOf(error: unknown): CameraFault {
  const name = error instanceof Error || error instanceof DOMException ? error.name : '';
  if (name === 'NotAllowedError' || name === 'SecurityError') return 'denied';
  if (name === 'NotFoundError' || name === 'OverconstrainedError') return 'none';
  return 'failed';
}

export function closeCamera(stream: MediaStream): void {
  for (const track of stream.getTracks()) track.stop();
}

/** True when the camera has a light that can be switched. */
export function hasLight(stream: MediaStream): boolean {
  // `torch` is from the Image Capture specification, which TypeScript does not know.
  const able = stream.getVideoTracks()[0]?.getCapabilities?.() as { torch?: boolean } | undefined;
  return able?.torch === true;
}

export async function switchLight(stream: MediaStream, on: boolean): Promise<void> {
  // As above: browsers know it, TypeScript does not.
  const light = { torch: on } as MediaTrackConstraintSet;
  await stream.getVideoTracks()[0]?.applyConstraints({ advanced: [light] });
}

/** True when the person has allowed the camera here already, so that starting it asks nothing. */
export async function isCameraAllowed(): Promise<boolean> {
  try {
    // Firefox before 132 does not know the name and throws.
    const status = await navigator.permissions.query({ name: 'camera' });
    return status.state === 'granted';
  } catch {
    return false;
  }
}
