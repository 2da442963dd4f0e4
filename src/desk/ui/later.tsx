import { Component, type ReactNode, Suspense } from 'react';
import { Waiting } from './waiting.tsx';

/** A page whose script comes when it is opened: while it is on its way, and when it does not come. */
export function Later({ children }: { readonly children: ReactNode }) {
  return (
    <Missing>
      <Suspense fallback={<Waiting failure={null} onRetry={again} />}>{children}</Suspense>
    </Missing>
  );
}

/** A browser keeps a script that it could not load as it is: only the whole page asks for it again. */
const again = (): void => location.reload();

class Missing extends Component<{ readonly children: ReactNode }, { readonly error: unknown }> {
  override state: { readonly error: unknown } = { error: null };

  static getDerivedStateFromError(error: unknown) {
    return { error };
  }

  override render() {
    const { error } = this.state;
    return error === null ? this.props.children : <Waiting failure={error} onRetry={again} />;
  }
}
