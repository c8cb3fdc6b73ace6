'use client';

import { Icon } from '#app/_ui/Icon.tsx';

/** A page that failed: what is safe, what to do, and a code by which the administrator finds it in the log. */
export function ErrorWords({ digest, onRetry }: { digest: string | undefined; onRetry(): void }) {
  return (
    <main className="flex min-h-[60dvh] flex-1 flex-col items-center justify-center gap-2 p-4 text-center text-body">
      <Icon name="warning" size="large" />
      <h1 className="font-semibold">Страница не открылась</h1>
      <p className="max-w-sm text-ink-2">
        Сохранённое в журнале цело, а неотправленные изменения лежат на этом устройстве. Повторите; если не поможет,
        сообщите администратору школы.
      </p>
      <div className="mt-1 flex gap-2">
        <button type="button" className="btn primary touch" onClick={onRetry}>
          Повторить
        </button>
        {/* A plain link on purpose: it loads the product anew. */}
        <a className="btn touch" href="/">
          На главную
        </a>
      </div>
      {digest ? <p className="text-ink-3 text-small">Код ошибки: {digest}</p> : null}
    </main>
  );
}
