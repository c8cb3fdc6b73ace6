'use client';

import { useId, useState } from 'react';

/** The address while it is known: this once. `address` without a scheme. */
export function CalendarAddress({ address }: { address: string }) {
  const id = useId();
  const [copied, setCopied] = useState<'yes' | 'no' | null>(null);
  const whole = `${window.location.protocol}//${address}`;
  const copy = () =>
    navigator.clipboard.writeText(whole).then(
      () => setCopied('yes'),
      // The browser does not let a page copy: the field is there to be copied by hand.
      () => setCopied('no'),
    );
  return (
    <div className="grid gap-2">
      <label htmlFor={id} className="text-ink-2">
        Адрес календаря
      </label>
      <input
        id={id}
        className="field touch"
        readOnly
        spellCheck={false}
        value={whole}
        onFocus={(event) => event.target.select()}
      />
      <div className="flex flex-wrap gap-2">
        <button type="button" className="btn primary touch" onClick={() => void copy()}>
          Скопировать
        </button>
        <a className="btn touch" href={`webcal://${address}`}>
          Открыть в календаре
        </a>
      </div>
      <p role="status" className={copied === 'no' ? 'text-warn' : 'text-ok'}>
        {copied === 'yes' ? 'Адрес скопирован.' : copied === 'no' ? 'Скопируйте адрес из поля.' : ''}
      </p>
      <p className="text-ink-2">
        Адрес показан один раз. Он секретный: по нему расписание видно без входа. Вставьте его в календаре в «Добавить
        подписку» или «Добавить по URL».
      </p>
    </div>
  );
}
