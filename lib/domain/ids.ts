/** An id out of an address or a key; null when it is none. */
export const idNumber = (text: string | null | undefined): number | null =>
  text && /^[1-9]\d{0,8}$/.test(text) ? Number(text) : null;
