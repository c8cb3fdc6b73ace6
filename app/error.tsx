'use client';

import { ErrorWords } from '#app/_ui/ErrorWords.tsx';

export default function PageError({ error, reset }: { error: Error & { digest?: string }; reset(): void }) {
  return <ErrorWords digest={error.digest} onRetry={reset} />;
}
