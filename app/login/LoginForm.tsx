'use client';

import { type FormEvent, useRef, useState } from 'react';
import { rememberForeign } from '#app/_live/keptViews.ts';
import { callApi } from '#app/_ui/callApi.ts';
import { TextField } from '#app/_ui/TextField.tsx';
import { useHydrated } from '#app/_ui/useHydrated.ts';
import { layoutHint } from '#app/login/layoutHint.ts';

/** `next` is the server's word: the screen of the hat, or the choice of a hat. */
export function LoginForm({ demo }: { demo: { logins: { login: string; label: string }[]; password: string } | null }) {
  const [login, setLogin] = useState('');
  const [password, setPassword] = useState('');
  const [shown, setShown] = useState(false);
  const [foreign, setForeign] = useState(false);
  const [problem, setProblem] = useState<string | null>(null);
  const [sending, setSending] = useState(false);
  const capsLock = useRef(false);
  const passwordField = useRef<HTMLDivElement>(null);
  const submitButton = useRef<HTMLButtonElement>(null);
  // Before the scripts have come the button would send the form the plain way; it waits that second.
  const ready = useHydrated();

  async function submit(event: FormEvent) {
    event.preventDefault();
    if (!login.trim() || !password) {
      setProblem('Введите логин и пароль с карточки доступа.');
      return;
    }
    setSending(true);
    const answer = await callApi('POST', '/api/session', { login: login.trim(), password, foreign });
    if (answer.ok) {
      rememberForeign(foreign);
      // A whole new page: nothing of this form, the password least of all, stays in memory.
      window.location.assign(answer.next);
      return;
    }
    setSending(false);
    const hint = answer.code === 'unauthenticated' ? layoutHint(password, capsLock.current) : '';
    setProblem(`${answer.message} ${hint}`.trim());
    passwordField.current?.querySelector('input')?.focus();
  }

  return (
    <form className="grid gap-4" method="post" onSubmit={submit} aria-label="Вход" noValidate>
      <TextField
        label="Логин"
        name="login"
        autoComplete="username"
        autoCapitalize="none"
        spellCheck={false}
        maxLength={100}
        value={login}
        onChange={(event) => setLogin(event.target.value)}
      />
      <div ref={passwordField}>
        <TextField
          label="Пароль"
          aside={
            <button type="button" className="link" aria-pressed={shown} onClick={() => setShown(!shown)}>
              {shown ? 'Скрыть' : 'Показать'}
            </button>
          }
          name="password"
          type={shown ? 'text' : 'password'}
          autoComplete="current-password"
          autoCapitalize="none"
          spellCheck={false}
          maxLength={128}
          value={password}
          problem={problem}
          onChange={(event) => setPassword(event.target.value)}
          onKeyDown={(event) => {
            capsLock.current = event.getModifierState('CapsLock');
          }}
        />
      </div>
      <label className="flex min-h-6 items-center gap-2 text-base">
        <input
          type="checkbox"
          className="checkbox"
          checked={foreign}
          onChange={(event) => setForeign(event.target.checked)}
        />
        Чужой компьютер — выйти при закрытии
      </label>
      <button ref={submitButton} type="submit" className="btn primary touch" disabled={!ready || sending}>
        {sending ? 'Входим…' : 'Войти'}
      </button>
      {demo ? (
        <div className="grid gap-1.5">
          <span className="text-ink-2 text-small">Попробовать как:</span>
          <div className="flex flex-wrap gap-1.5">
            {demo.logins.map((choice) => (
              <button
                key={choice.login}
                type="button"
                className="chip"
                onClick={() => {
                  setLogin(choice.login);
                  setPassword(demo.password);
                  setProblem(null);
                  submitButton.current?.focus();
                }}
              >
                {choice.label}
              </button>
            ))}
          </div>
        </div>
      ) : null}
    </form>
  );
}
