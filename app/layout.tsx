import type { Metadata, Viewport } from 'next';
import { cookies } from 'next/headers';
import type { ReactNode } from 'react';
import { fontClass } from '#app/_ui/fonts.ts';
import { parseTheme, THEME_COOKIE } from '#app/_ui/theme.ts';
import './globals.css';

export const metadata: Metadata = {
  title: { default: 'Звонок', template: '%s · Звонок' },
  description: 'Классный журнал и дневник школы',
  applicationName: 'Звонок',
  // A school's journal has no business in a search engine; phone numbers are not guessed out of marks.
  robots: { index: false, follow: false },
  formatDetection: { telephone: false, date: false, address: false, email: false },
};

export const viewport: Viewport = {
  width: 'device-width',
  initialScale: 1,
  viewportFit: 'cover',
  themeColor: [
    { media: '(prefers-color-scheme: light)', color: '#ffffff' },
    { media: '(prefers-color-scheme: dark)', color: '#181b1f' },
  ],
};

export default async function RootLayout({ children }: { children: ReactNode }) {
  const theme = parseTheme((await cookies()).get(THEME_COOKIE)?.value);
  return (
    <html lang="ru" className={fontClass} {...(theme === 'system' ? {} : { 'data-theme': theme })}>
      <body>{children}</body>
    </html>
  );
}
