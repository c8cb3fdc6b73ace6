'use client';

import { useState } from 'react';
import { SegmentedControl } from '#app/_ui/SegmentedControl.tsx';
import { parseTheme, THEME_COOKIE, THEME_LABELS, THEMES, type Theme } from '#app/_ui/theme.ts';

const YEAR_SECONDS = 31_536_000;

/** Kept in a cookie, so that the server's first byte already has the theme and nothing flashes. Rendered only in an open
 *  menu, so the root's attribute can be read at once. */
export function ThemeSwitch() {
  const [theme, setTheme] = useState<Theme>(() => parseTheme(document.documentElement.dataset.theme));
  function choose(next: Theme) {
    setTheme(next);
    const { dataset } = document.documentElement;
    if (next === 'system') delete dataset.theme;
    else dataset.theme = next;
    const age = next === 'system' ? 0 : YEAR_SECONDS;
    // biome-ignore lint/suspicious/noDocumentCookie: the Cookie Store API is younger than the schools' browsers
    document.cookie = `${THEME_COOKIE}=${next};path=/;max-age=${age};samesite=lax`;
  }
  return (
    <SegmentedControl
      label="Тема"
      options={THEMES.map((value) => ({ value, label: THEME_LABELS[value] }))}
      value={theme}
      onChange={choose}
    />
  );
}
