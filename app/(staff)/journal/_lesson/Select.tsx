import type { ComponentProps } from 'react';
import { Icon } from '#app/_ui/Icon.tsx';

/** A native list, best for the keyboard and for a screen reader, with the product's own arrow. */
export function Select({ className, ...rest }: ComponentProps<'select'>) {
  return (
    <span className={`jselect ${className?.includes('chip') ? 'inline' : ''}`}>
      <select {...rest} className={className} />
      <Icon name="down" size="small" />
    </span>
  );
}
