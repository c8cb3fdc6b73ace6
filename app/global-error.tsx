'use client';

import { ErrorWords } from '#app/_ui/ErrorWords.tsx';
import { fontClass } from '#app/_ui/fonts.ts';
import './globals.css';

/** Stands in for the root layout when that fails itself. */
export default function GlobalError({ error, reset }: { error: Error & { digest?: string }; reset(): void }) {
  return (
    <html lang="ru" className={fontClass}>
      <body>
        <title>Ошибка · Звонок</title>
        <ErrorWords digest={error.digest} onRetry={reset} />
      </body>
    </html>
  );
}
