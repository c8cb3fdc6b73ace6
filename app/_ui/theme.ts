export const THEME_COOKIE = 'theme';
export const THEMES = ['system', 'light', 'dark'] as const;
export type Theme = (typeof THEMES)[number];
export const THEME_LABELS: Record<Theme, string> = { system: 'Как в системе', light: 'Светлая', dark: 'Тёмная' };

/** A cookie's or an attribute's text as a theme; anything else means the system's. */
export const parseTheme = (text: string | undefined): Theme => (text === 'light' || text === 'dark' ? text : 'system');
