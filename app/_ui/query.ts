import { idNumber } from '#lib/domain/ids.ts';

/** One value of a query parameter, however often it was written. */
export const single = (value: string | string[] | undefined): string | undefined =>
  Array.isArray(value) ? value[0] : value;

/** An id in a query parameter; undefined when there is none, or something that is no id. */
export function idOf(value: string | string[] | undefined): number | undefined {
  return idNumber(single(value)) ?? undefined;
}
