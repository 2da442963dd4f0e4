import { Sign } from './sign.tsx';

/** What is missing or went wrong, beside the thing that was tried. */
export function Fault({ text }: { text: string }) {
  return (
    <p className="note note-no" role="alert">
      <Sign shape="no" />
      <span>{text}</span>
    </p>
  );
}
