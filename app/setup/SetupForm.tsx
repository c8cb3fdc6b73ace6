'use client';

import { type FormEvent, type ReactNode, useState } from 'react';
import { callApi } from '#app/_ui/callApi.ts';
import { TextField } from '#app/_ui/TextField.tsx';

/** Staff passwords; the server refuses a shorter one too. */
const PASSWORD_LENGTH = 12;
const FIELDS = ['code', 'schoolName', 'familyName', 'givenName', 'patronymic', 'login', 'password', 'again'] as const;
type Field = (typeof FIELDS)[number];
const EMPTY = {
  code: '',
  schoolName: '',
  familyName: '',
  givenName: '',
  patronymic: '',
  login: '',
  password: '',
  again: '',
};

/** The first thing that is wrong, by field; null when the server may be asked. */
function firstProblem(values: Record<Field, string>): { field: Field; text: string } | null {
  for (const field of FIELDS) {
    if (field !== 'patronymic' && !values[field].trim()) return { field, text: 'Заполните это поле.' };
  }
  if (!/^[A-Za-z0-9._-]{3,40}$/.test(values.login.trim())) {
    return { field: 'login', text: 'От 3 знаков: латинские буквы, цифры, точка, дефис.' };
  }
  if (values.password.length < PASSWORD_LENGTH) {
    return { field: 'password', text: `Нужно не меньше ${PASSWORD_LENGTH} знаков, сейчас ${values.password.length}.` };
  }
  return values.password === values.again ? null : { field: 'again', text: 'Пароли не совпадают.' };
}

export function SetupForm() {
  const [values, setValues] = useState<Record<Field, string>>(EMPTY);
  const [problem, setProblem] = useState<{ field: Field; text: string } | null>(null);
  const [refusal, setRefusal] = useState<string | null>(null);
  const [sending, setSending] = useState(false);

  async function submit(event: FormEvent<HTMLFormElement>) {
    event.preventDefault();
    const found = firstProblem(values);
    setProblem(found);
    setRefusal(null);
    if (found) {
      const field = event.currentTarget.elements.namedItem(found.field);
      if (field instanceof HTMLInputElement) field.focus();
      return;
    }
    setSending(true);
    const { again: _again, patronymic, password, ...rest } = values;
    const trimmed = Object.fromEntries(Object.entries(rest).map(([name, text]) => [name, text.trim()]));
    const answer = await callApi('POST', '/api/setup', { ...trimmed, password, patronymic: patronymic.trim() || null });
    if (answer.ok) return window.location.assign(answer.next);
    setSending(false);
    setRefusal(answer.message);
  }

  const bind = (field: Field) => ({
    name: field,
    value: values[field],
    problem: problem?.field === field ? problem.text : null,
    onChange: (event: { target: { value: string } }) => setValues({ ...values, [field]: event.target.value }),
  });
  return (
    <form className="grid gap-4" method="post" onSubmit={submit} noValidate>
      <TextField
        label="Код из терминала"
        autoComplete="one-time-code"
        autoCapitalize="none"
        spellCheck={false}
        hint="Он напечатан там, где запущена программа."
        {...bind('code')}
      />
      <Group title="Школа">
        <TextField label="Название, как в уставе" maxLength={200} {...bind('schoolName')} />
      </Group>
      <Group title="Администратор">
        <TextField label="Фамилия" autoComplete="family-name" maxLength={60} {...bind('familyName')} />
        <TextField label="Имя" autoComplete="given-name" maxLength={60} {...bind('givenName')} />
        <TextField label="Отчество, если есть" autoComplete="additional-name" maxLength={60} {...bind('patronymic')} />
      </Group>
      <Group title="Вход">
        <TextField
          label="Логин"
          autoComplete="username"
          autoCapitalize="none"
          maxLength={40}
          hint="Латиницей: буквы, цифры, точка, дефис."
          {...bind('login')}
        />
        <TextField
          label="Пароль"
          type="password"
          autoComplete="new-password"
          maxLength={128}
          hint={`Не меньше ${PASSWORD_LENGTH} знаков. Лучше несколько слов подряд.`}
          {...bind('password')}
        />
        <TextField
          label="Пароль ещё раз"
          type="password"
          autoComplete="new-password"
          maxLength={128}
          {...bind('again')}
        />
      </Group>
      {refusal ? (
        <p role="alert" className="text-bad text-base">
          {refusal}
        </p>
      ) : null}
      <button type="submit" className="btn primary touch" disabled={sending}>
        {sending ? 'Создаём…' : 'Создать школу'}
      </button>
    </form>
  );
}

function Group({ title, children }: { title: string; children: ReactNode }) {
  return (
    <fieldset className="grid gap-3 border-line-2 border-t pt-3">
      <legend className="pr-2 font-semibold">{title}</legend>
      {children}
    </fieldset>
  );
}
