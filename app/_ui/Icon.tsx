/** Line drawings on a 16 × 16 grid. Arrows and ticks are drawn, because the typeface has no such glyphs. */
const PATHS = {
  arrow: 'M3 8h10M9.5 4.5L13 8l-3.5 3.5',
  bars: 'M2.5 13.5h11M4.5 11V7M8 11V3.5M11.5 11V5.5',
  book: 'M3 3h4.5v10.5H3zM7.5 3H13v10.5H7.5z',
  check: 'M3.5 8.5l3 3 6-7',
  clock: 'M8 14A6 6 0 108 2a6 6 0 000 12zM8 5v3l2 1.5',
  close: 'M4 4l8 8M12 4l-8 8',
  down: 'M4 6l4 4 4-4',
  home: 'M2.5 7.5L8 3l5.5 4.5V13.5h-4v-4h-3v4h-4z',
  left: 'M10 4L6 8l4 4',
  list: 'M2.5 4l1.2 1.2 2-2.2M2.5 9.5l1.2 1.2 2-2.2M8 4.5h5.5M8 10h5.5',
  more: 'M3 8h.5M7.75 8h.5M12.5 8h.5',
  offline: 'M2 2l12 12M4.6 9.4a5 5 0 012-1.2M2.5 7a8 8 0 012.4-1.6M7.5 4.6a8 8 0 016 2.4M10.3 8.6l1.1.8M8 12.5h.01',
  plus: 'M8 3.5v9M3.5 8h9',
  print: 'M4.5 6V2.5h7V6M4.5 11.5h-2V6h11v5.5h-2M4.5 9.5h7v4h-7z',
  right: 'M6 4l4 4-4 4',
  up: 'M4 10l4-4 4 4',
  warning: 'M8 2.5l6 11H2zM8 6.5v3.5M8 11.8h.01',
} as const;
export type IconName = keyof typeof PATHS;

export function Icon({ name, size }: { name: IconName; size?: 'small' | 'large' }) {
  return (
    <svg className={size ? `icon ${size}` : 'icon'} viewBox="0 0 16 16" aria-hidden="true">
      <path d={PATHS[name]} />
    </svg>
  );
}
