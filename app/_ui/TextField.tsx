'use client';

import { type InputHTMLAttributes, type ReactNode, useId } from 'react';
import { Icon } from '#app/_ui/Icon.tsx';

type Props = Omit<InputHTMLAttributes<HTMLInputElement>, 'id' | 'className'> & {
  label: string;
  /** Stands at the right of the label. */
  aside?: ReactNode;
  hint?: string;
  /** Why the value was not taken; read out with the field. */
  problem?: string | null;
};

/** A labelled field of the size a finger needs. */
export function TextField({ label, aside, hint, problem, ...input }: Props) {
  const id = useId();
  const described = problem || hint ? `${id}-text` : undefined;
  return (
    <div>
      <div className="mb-1 flex items-baseline justify-between gap-2 text-base text-ink-2">
        <label htmlFor={id}>{label}</label>
        {aside}
      </div>
      <input
        {...input}
        id={id}
        className="field touch"
        aria-invalid={problem ? true : undefined}
        aria-describedby={described}
      />
      {problem ? (
        <p id={described} role="alert" className="mt-1 flex gap-1.5 text-bad text-base">
          <span className="mt-0.5 flex-none">
            <Icon name="warning" />
          </span>
          {problem}
        </p>
      ) : hint ? (
        <p id={described} className="mt-1 text-ink-3 text-small">
          {hint}
        </p>
      ) : null}
    </div>
  );
}
